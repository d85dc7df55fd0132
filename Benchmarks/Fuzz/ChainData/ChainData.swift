// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubtensorClient

/// Feeds bytes to every typed answer of the chain: what is read must read as the same from its own columns.
@_cdecl("fuzzChainData")
public func fuzzChainData(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let bytes = Array(input.dropFirst())
    switch first % 14 {
    case 0: read([NeuronInfo].self, bytes)
    case 1: read([NeuronInfoLite].self, bytes)
    case 2: read([SubnetInfo?].self, bytes)
    case 3: read(SubnetHyperparameters?.self, bytes)
    case 4: read([DynamicInfo?].self, bytes)
    case 5: read(SubnetState?.self, bytes)
    case 6: read(MetagraphInfo?.self, bytes)
    case 7: read(SelectiveMetagraph?.self, bytes)
    case 8: read([StakeInfo].self, bytes)
    case 9: read([DelegateInfo].self, bytes)
    case 10: read([DelegatedInfo].self, bytes)
    case 11: read([ScalePair<AccountID, [StakeInfo]>].self, bytes)
    case 12: read(SwapSimulation.self, bytes)
    default: read([String].self, bytes)
    }
    return 0
}

private func read<Answer: ScaleConvertible & Hashable>(_: Answer.Type, _ bytes: [UInt8]) {
    guard let answer = try? Answer(scale: bytes) else { return }
    precondition((try? Answer(scale: bytes)) == answer, "read twice as two things")
    _ = "\(answer)"
}

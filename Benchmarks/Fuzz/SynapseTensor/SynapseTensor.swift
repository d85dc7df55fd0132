// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@testable import BittensorNetworking
@testable import SubstratePrimitives

/// Feeds bytes to the reader of MessagePack tensors: what is read must come back as it was.
@_cdecl("fuzzSynapseTensor")
public func fuzzSynapseTensor(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    for type in TensorType.allCases {
        let json: PythonJSON = ["buffer": .text(Base64.encode(input)), "dtype": .text(type.rawValue), "shape": [-1]]
        guard let tensor = try? Tensor(json: json) else { continue }
        guard let again = try? Tensor(json: tensor.json) else { preconditionFailure("a tensor cannot be read again") }
        precondition(again == tensor, "a tensor reads as something else")
    }
    return 0
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateRPC

/// Feeds JSON to the readers of a node's answers: headers and what becomes of an extrinsic. What is read must come back from
/// its own form.
@_cdecl("fuzzNodeAnswers")
public func fuzzNodeAnswers(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    let limits = JSONLimits(maxDepth: 64, maxBytes: 1 << 16)
    guard let json = try? JSONValue(parsing: input, limits: limits) else { return 0 }
    if let header = BlockHeader(json) {
        precondition(BlockHeader(header.json) == header, "a header reads as another")
        _ = header.hash
    }
    if let status = TransactionStatus(json) {
        precondition(TransactionStatus(status.json) == status, "a status reads as another")
    }
    if let words = json.string {
        let refusal = PoolRefusal(code: 1010, words: words)
        _ = refusal.customCode
        _ = refusal.suggestsAnotherCopy
    }
    return 0
}

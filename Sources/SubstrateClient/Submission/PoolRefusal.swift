// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Why a node's transaction pool did not take an extrinsic: `author_submit…` answered with an error.
public struct PoolRefusal: Hashable, Sendable {
    /// The JSON-RPC code: sc-rpc-api's `author` errors.
    public let code: Int64
    /// The pool's words, such as `Transaction is outdated`.
    public let words: String

    public init(code: Int64, words: String) {
        self.code = code
        self.words = words
    }

    /// The runtime's own number, in `Custom error: N`.
    public var customCode: UInt8? {
        let prefix = "Custom error: "
        return words.hasPrefix(prefix) ? UInt8(words.dropFirst(prefix.count)) : nil
    }

    /// Whether it is the answer that a second copy of an extrinsic gets whose first one was taken: then the first one has
    /// to be looked for.
    ///
    /// 1012: banned for a while; 1013: imported already; 1014: another one with the same nonce is in the pool; outdated:
    /// the nonce is used.
    public var suggestsAnotherCopy: Bool { (1012...1014).contains(code) || words == "Transaction is outdated" }

    /// The codes of a transaction pool: invalid, unknown validity, banned, imported already, too low a priority, a cycle,
    /// no room.
    static let codes: ClosedRange<Int64> = 1010...1016
}

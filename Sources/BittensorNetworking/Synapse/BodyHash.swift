// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The hash that binds fields of a body to the caller's signature.
enum BodyHash {
    /// SHA3-256 of nothing: the hash of a synapse that has no fields covered.
    static let empty = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"

    /// The hash of the concatenated hex hashes of the texts.
    static func digits(of texts: [String]) -> String {
        if texts.isEmpty { return empty }
        let inner = texts.map { sha3($0.utf8) }.joined()
        return sha3(inner.utf8)
    }

    /// SHA3-256 (FIPS 202) as lower-case hex.
    static func sha3(_ message: some Sequence<UInt8>) -> String {
        KeccakState.digest(message, count: 32, padding: 0x06).hexDigits
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension PoolRefusal {
    /// What a refusal means, and what to do about it.
    public struct Note: Hashable, Sendable {
        public let meaning: String
        public let advice: String
        /// The node's own words for it, in small letters; empty where only the number tells.
        package let words: String

        init(_ meaning: String, _ advice: String, words: String = "") {
            self.meaning = meaning
            self.advice = advice
            self.words = words
        }
    }

    /// What is known about this refusal: by the node's words where the number stands for many, else by the number. Nil for
    /// a number of the runtime's own.
    public var note: Note? {
        if customCode != nil { return nil }
        let lowercased = words.lowercased()
        if let found = Self.validity.values.first(where: { !$0.words.isEmpty && lowercased.contains($0.words) }) {
            return found
        }
        return code == 1010 ? nil : Self.notes[code]
    }

    /// Substrate's transaction pool (sc-rpc-api, `author/error.rs`), by number.
    package static let notes: [Int64: Note] = [
        1010: Note(
            "The pool holds the extrinsic to be invalid",
            "The words behind it say why, such as Payment or Custom error: 6"),
        1011: Note("The pool cannot tell whether the extrinsic is valid", "Try again, or ask another node"),
        1012: Note(
            "The pool has refused this very extrinsic before and does not look at it again for half an hour",
            "A first copy may have been taken: look for it. A new one, with another nonce or lifetime, is not banned",
            words: "temporarily banned"),
        1013: Note(
            "The extrinsic is in the pool already", "Wait for its block; do not send it again",
            words: "already imported"),
        1014: Note(
            "Another extrinsic of this account with the same nonce waits, and this one offers no more",
            "Wait until that one is in a block, or add a tip", words: "priority is too low"),
        1015: Note("The extrinsics of this account wait for one another in a circle", "Send them one by one"),
        1016: Note("The pool is full", "Try again later, or ask another node"),
        1017: Note(
            "The extrinsic does not go to other nodes, and this one makes no blocks", "Ask another node"),
    ]

    /// sp-runtime's `InvalidTransaction` and `UnknownTransaction`, by name.
    package static let validity: [String: Note] = [
        "Payment": Note(
            "The account cannot pay the fee", "Put TAO on the key that signs", words: "inability to pay some fees"),
        "Stale": Note(
            "The nonce is used already, or the lifetime is over",
            "A first copy may have been taken: look for it before you send it again", words: "transaction is outdated"),
        "Future": Note(
            "The nonce is ahead of the account's", "An extrinsic before it is missing: wait, or send it",
            words: "transaction will be valid in the future"),
        "BadProof": Note(
            "The signature does not fit: wrong key, chain, runtime version or lifetime",
            "Check the network and the key; or the node describes its chain wrongly: use another one",
            words: "transaction has a bad signature"),
        "AncientBirthBlock": Note("The lifetime is over", "Send it again", words: "ancient birth block"),
        "ExhaustsResources": Note(
            "The block has no room for it", "Try again in a later block", words: "would exhaust the block limits"),
        "Call": Note(
            "The runtime does not take this call now", "It may be switched off: see the network's news",
            words: "transaction call is not expected"),
        "BadSigner": Note("This account cannot sign this", "Sign with another key"),
        "CannotLookup": Note("The node cannot find the account", "Check the address"),
    ]
}

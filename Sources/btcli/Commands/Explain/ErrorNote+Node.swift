// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubtensorClient

extension ErrorNote {
    /// What a node answers: the numbers and names of Substrate's transaction pool, and those of JSON-RPC.
    static let nodeErrors: [ErrorNote] = refusals + requestErrors + rateLimits + validityErrors

    private static let refusals = PoolRefusal.notes.sorted { $0.key < $1.key }.map { number, note in
        let words =
            "Look the words behind it up: 'btcli explain \"Custom error: 6\"', or one of Payment, Stale, Future, BadProof"
        return node(number, note.meaning, number == 1010 ? words : note.advice)
    }

    private static let requestErrors = [
        node(-32700, "The node could not read the request as JSON", isSubtensor),
        node(-32600, "The node holds the request to be no JSON-RPC", isSubtensor),
        node(-32601, "The node has no such method, or does not offer it to the public", "Ask another node"),
        node(-32602, "The arguments do not fit the method", isSubtensor),
        node(-32603, "The node failed within", "Try again, or ask another node"),
        node(-32006, "The connection has as many subscriptions as the node allows", "Ask another node"),
        node(-32008, "The answer is larger than the node sends", "Ask for less at a time, or ask another node"),
        node(4003, "The node has thrown the state of that block away", "Ask an archive node: --network archive"),
    ]

    private static let rateLimits: [ErrorNote] = [-32999, -32009, -32604, -32005, -32029, 429].map {
        node(
            $0, "The node, or what stands before it, limits how often it is asked",
            "Wait, which this program does by itself for a while; or ask another node")
    }

    private static let validityErrors = PoolRefusal.validity.sorted { $0.key < $1.key }.map { name, note in
        let search = name == "Stale" ? ": 'btcli wallet sent' finds out" : ""
        return ErrorNote(kind: .pool, code: name, meaning: note.meaning, advice: note.advice + search)
    }

    private static let isSubtensor = "Check that the address is a subtensor node"

    /// The words by which nodes say the same.
    static let messages = PoolRefusal.notes.reduce(into: PoolRefusal.validity.mapValues(\.words)) { words, note in
        words["\(note.key)"] = note.value.words
    }.filter { !$0.value.isEmpty }

    /// Subtensor's numbers in `Custom error: N`, with what the SDK says about each.
    static let customErrors: [ErrorNote] = ActionRefusal.poolErrors.sorted { $0.key < $1.key }.map { number, name in
        let note = chainErrors.first { $0.code == name }
        return ErrorNote(
            kind: .custom, code: name, number: Int(number),
            meaning: note?.meaning ?? customMeanings[name] ?? "The pool refuses the extrinsic before it costs anything",
            advice: note?.advice ?? advice(for: name))
    }

    private static let customMeanings = [
        "ColdkeyInSwapSchedule": "The coldkey is about to be swapped and may not spend meanwhile",
        "ColdkeySwapDisputed": "The swap of this coldkey is disputed, and the key is frozen",
        "BalanceTooLow": "The coldkey does not own amount and fee",
        "RateLimitExceeded": "This key did the same too short a time ago",
        "HotkeyAccountDoesntExist": "No coldkey has ever registered this hotkey",
        "InvalidRealAccount": "The account that the proxy speaks for does not fit",
        "ZeroMaxAmount": "At this price limit nothing at all could be traded",
        "CommitNotFound": "There is no commitment to reveal",
        "CommitBlockNotInRevealRange": "It is too early or too late to reveal this commitment",
        "UidNotFound": "The hotkey has no uid on this subnet",
        "FailedShieldedTxParsing": "The encrypted extrinsic cannot be read",
        "InvalidShieldedTxPubKeyHash": "The extrinsic was encrypted to another key than the block author's",
        "BadRequest": "The pool refuses the extrinsic and does not say why: most checks end with this number",
    ]

    private static func node(_ number: Int64, _ meaning: String, _ advice: String) -> ErrorNote {
        ErrorNote(kind: .pool, code: "\(number)", number: Int(clamping: number), meaning: meaning, advice: advice)
    }

    /// A number that a runtime newer than this program may have.
    static func unknownCustomError(_ number: Int) -> ErrorNote {
        ErrorNote(
            kind: .custom, code: "unknown", number: number,
            meaning:
                "The runtime refuses the extrinsic for a reason of its own, whose number this program does not know",
            advice: "Look for CustomTransactionError in the runtime's source, or update this program")
    }
}

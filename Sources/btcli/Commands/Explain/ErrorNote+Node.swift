// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

extension ErrorNote {
    /// What a node answers: the numbers of Substrate's transaction pool (sc-rpc-api, `author/error.rs`), of JSON-RPC,
    /// and the names of sp-runtime's `InvalidTransaction`.
    static let nodeErrors: [ErrorNote] = [
        node(
            1010, "The pool holds the extrinsic to be invalid; the words behind it say why",
            "Look the words up: 'btcli explain \"Custom error: 6\"', or one of Payment, Stale, Future, BadProof"),
        node(1011, "The pool cannot tell whether the extrinsic is valid", "Try again, or ask another node"),
        node(
            1012, "The pool has refused this very extrinsic before and does not look again",
            "Wait half an hour, or send another: a new nonce or lifetime makes it one"),
        node(1013, "The extrinsic is in the pool already", "Wait for its block; do not send it again"),
        node(
            1014, "Another extrinsic of this account with the same nonce waits, and this one offers no more",
            "Wait until that one is in a block, or add a tip"),
        node(1015, "The extrinsics of this account wait for one another in a circle", "Send them one by one"),
        node(1016, "The pool is full", "Try again later, or ask another node"),
        node(1017, "The extrinsic does not go to other nodes, and this one makes no blocks", "Ask another node"),
        node(-32700, "The node could not read the request as JSON", "Check that the address is a subtensor node"),
        node(-32600, "The node holds the request to be no JSON-RPC", "Check that the address is a subtensor node"),
        node(-32601, "The node has no such method, or does not offer it to the public", "Ask another node"),
        node(-32602, "The arguments do not fit the method", "Check that the address is a subtensor node"),
        node(-32603, "The node failed within", "Try again, or ask another node"),
        node(
            4003, "The node has thrown the state of that block away", "Ask an archive node: --network archive"),
        validity("Payment", "The account cannot pay the fee", "Put TAO on the key that signs"),
        validity(
            "Stale", "The nonce is used already, or the lifetime is over",
            "A first copy may have been taken: 'btcli wallet sent' finds out before you send it again"),
        validity(
            "Future", "The nonce is ahead of the account's", "An extrinsic before it is missing: wait, or send it"),
        validity(
            "BadProof", "The signature does not fit: wrong key, chain, runtime version or lifetime",
            "Check --network and the wallet; or the node describes its chain wrongly: use another one"),
        validity("AncientBirthBlock", "The lifetime is over", "Send it again"),
        validity("ExhaustsResources", "The block has no room for it", "Try again in a later block"),
        validity("Call", "The runtime does not take this call now", "It may be switched off: see the network's news"),
        validity("BadSigner", "This account cannot sign this", "Sign with another key"),
        validity("CannotLookup", "The node cannot find the account", "Check the address"),
    ]

    /// The words by which nodes say the same.
    static let messages = [
        "Payment": "inability to pay some fees", "Stale": "transaction is outdated",
        "Future": "transaction will be valid in the future", "BadProof": "transaction has a bad signature",
        "AncientBirthBlock": "ancient birth block", "ExhaustsResources": "would exhaust the block limits",
        "Call": "transaction call is not expected", "1012": "temporarily banned", "1013": "already imported",
        "1014": "priority is too low",
    ]

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

    private static func node(_ number: Int, _ meaning: String, _ advice: String) -> ErrorNote {
        ErrorNote(kind: .pool, code: "\(number)", number: number, meaning: meaning, advice: advice)
    }

    private static func validity(_ name: String, _ meaning: String, _ advice: String) -> ErrorNote {
        ErrorNote(kind: .pool, code: name, meaning: meaning, advice: advice)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The methods that a node said it does not have, so that each is asked for once.
///
/// What is asked instead does for every node: when another takes over that has the method, nothing is lost but a little
/// time.
final class MissingMethods: Sendable {
    private let names = Mutex<Set<String>>([])

    func contains(_ method: String) -> Bool { names.withLock { $0.contains(method) } }

    func insert(_ method: String) { names.withLock { _ = $0.insert(method) } }

    /// JSON-RPC 2.0, section 5.1; also what Substrate's nodes say of methods that they serve to their owners only.
    static let methodNotFound: Int64 = -32601

    /// The same methods under the names that nodes of other makes and ages have for them.
    static let otherNames = [
        "account_nextIndex": "system_accountNextIndex",
        "chain_getFinalizedHead": "chain_getFinalisedHead",
        "chain_subscribeFinalizedHeads": "chain_subscribeFinalisedHeads",
        "chain_unsubscribeFinalizedHeads": "chain_unsubscribeFinalisedHeads",
        "chain_subscribeNewHeads": "chain_subscribeNewHead",
        "chain_unsubscribeNewHeads": "chain_unsubscribeNewHead",
    ]
}

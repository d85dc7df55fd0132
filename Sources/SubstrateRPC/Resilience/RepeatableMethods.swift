// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The methods that may be sent again when the connection ended before their answer came: those that only read, and
/// subscriptions that only listen.
///
/// Everything else is sent once. A method that submits or broadcasts is never repeated, whatever this says.
public struct RepeatableMethods: Hashable, Sendable {
    private var names: Set<String>
    private var prefixes: Set<String>

    /// Methods by their whole names, and all methods whose names begin with one of `prefixes`.
    public init(names: Set<String>, prefixes: Set<String> = []) {
        self.names = names
        self.prefixes = prefixes
    }

    /// Nothing is ever repeated.
    public static let none = RepeatableMethods(names: [])

    /// The reading methods of Substrate nodes (polkadot-sdk, `sc-rpc-api`) and of subtensor's own runtime interfaces.
    ///
    /// `chainHead_v1_…` is left out: its calls belong to one connection.
    public static let substrate = RepeatableMethods(
        names: [
            // Another name of `system_accountNextIndex`, the one that subtensor's own clients use.
            "account_nextIndex",
            "author_hasKey", "author_hasSessionKeys", "author_pendingExtrinsics", "babe_epochAuthorship",
            "grandpa_proveFinality", "grandpa_roundState", "grandpa_subscribeJustifications",
            "offchain_localStorageGet", "rpc_methods", "system_accountNextIndex", "system_chain", "system_chainType",
            "system_dryRun", "system_health", "system_localListenAddresses", "system_localPeerId", "system_name",
            "system_nodeRoles", "system_peers", "system_properties", "system_syncState", "system_version",
        ],
        prefixes: [
            "chain_get", "chain_subscribe", "chainSpec_v1_", "childstate_", "delegateInfo_", "mmr_", "neuronInfo_",
            "payment_", "state_", "subnetInfo_", "swap_",
        ])

    /// Declares that `name` only reads.
    public mutating func insert(_ name: String) { names.insert(name) }

    /// Whether `method` may be sent again.
    public func contains(_ method: String) -> Bool {
        let lowercased = method.lowercased()
        guard !lowercased.contains("submit"), !lowercased.contains("broadcast") else { return false }
        return names.contains(method) || prefixes.contains { method.hasPrefix($0) }
    }
}

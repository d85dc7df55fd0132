public import ProofOfWork
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// The time between two blocks, as the runtime means it: `Aura.SlotDuration`, or twice `Timestamp.MinimumPeriod`,
    /// or mainnet's 12 seconds.
    public var blockTime: Duration {
        let metadata = client.runtime.metadata
        if let slot = try? metadata.constant("Aura", "SlotDuration").uint64 { return .milliseconds(slot) }
        if let half = try? metadata.constant("Timestamp", "MinimumPeriod").uint64 { return .milliseconds(half) * 2 }
        return .seconds(12)
    }

    /// The number of the newest block.
    public func block() async throws(ClientError) -> BlockNumber { try await client.header().number }

    /// What an account owns freely.
    public func balance(of account: AccountID) async throws(ClientError) -> Balance {
        try await client.storage(.account(account))?.free ?? .zero
    }

    /// What an account has to keep in order to exist.
    public func existentialDeposit() throws(ClientError) -> Balance {
        Balance(rao: try client.runtime.metadata.constant("Balances", "ExistentialDeposit").uint64 ?? 0)
    }

    /// The registration difficulty of a subnet; nil when the chain has none.
    public func difficulty(_ netuid: NetUID, at block: Hash256? = nil) async throws(ClientError) -> UInt64? {
        try await client.storage(.difficulty(netuid), at: block)
    }

    /// Whether there is a subnet of this number.
    public func subnetExists(_ netuid: NetUID, at block: Hash256? = nil) async throws(ClientError) -> Bool {
        try await client.storage(.networksAdded(netuid), at: block) ?? false
    }

    /// The uid of a hotkey on a subnet; nil when it is not registered there.
    public func uid(of hotkey: AccountID, on netuid: NetUID, at block: Hash256? = nil) async throws(ClientError)
        -> UInt16?
    {
        try await client.storage(.uids(netuid, hotkey), at: block)
    }

    /// All subnets with what someone who wants to join them looks at, as of one block.
    public func subnets() async throws(ClientError) -> [SubnetSummary] {
        let head = try await client.header().hash
        let added = try await client.entries(
            of: "SubtensorModule", "NetworksAdded", at: head, key: NetUID.self, value: Bool.self)
        var subnets: [SubnetSummary] = []
        for netuid in added.filter(\.value).map(\.key).sorted() {
            let (neurons, limit, difficulty, burn, byBurn, byWork, tempo) = try await client.storageValues(
                .subnetworkN(netuid), .maxAllowedUids(netuid), .difficulty(netuid), .burn(netuid),
                .registrationAllowed(netuid), .powRegistrationAllowed(netuid), .tempo(netuid), at: head)
            subnets.append(
                SubnetSummary(
                    netuid: netuid, neurons: neurons ?? 0, maxNeurons: limit ?? 0, difficulty: difficulty ?? 0,
                    burn: burn ?? .zero, allowsRegistration: byBurn ?? false, allowsPOW: byWork ?? false,
                    tempo: tempo ?? 0))
        }
        return subnets
    }
}

/// A subnet as someone sees it who wants to join.
public struct SubnetSummary: Hashable, Sendable {
    public let netuid: NetUID
    /// How many neurons it has, and how many it can have.
    public let neurons: UInt16
    public let maxNeurons: UInt16
    public let difficulty: UInt64
    /// What a registration by burning costs now.
    public let burn: Balance
    public let allowsRegistration: Bool
    /// Whether its owner allows registration by work.
    public let allowsPOW: Bool
    /// Blocks per epoch.
    public let tempo: UInt16
}

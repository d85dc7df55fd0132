// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

extension Metagraph {
    /// The subnet of a metagraph: its owner, its market, its parameters.
    public struct Subnet: Hashable, Sendable {
        /// The runtime's own answer, the neurons' lists with it.
        public let info: MetagraphInfo
        /// How many incentive mechanisms the subnet has.
        public let mechanismCount: UInt8
        /// How its emission is split between them; nil where it is split evenly.
        public let emissionSplit: [Proportion]?

        /// The subnet's name.
        public var name: String { info.name }
        /// The symbol of the subnet's alpha.
        public var symbol: String { info.symbol }
        /// How the owner presents the subnet.
        public var identity: SubnetIdentity? { info.identity }
        /// The identity of each uid's coldkey.
        public var identities: [ChainIdentity?] { info.identities }
        /// The owner's hotkey.
        public var ownerHotkey: AccountID { info.ownerHotkey }
        /// The owner's coldkey.
        public var ownerColdkey: AccountID { info.ownerColdkey }
        /// When the subnet was registered.
        public var networkRegisteredAt: BlockNumber { info.networkRegisteredAt }
        /// Blocks from one epoch to the next.
        public var tempo: UInt16 { info.tempo }
        /// When the last epoch ran.
        public var lastStep: BlockNumber { info.lastStep }
        /// Blocks since the last epoch.
        public var blocksSinceLastStep: UInt64 { info.blocksSinceLastStep }
        /// How many neurons there are.
        public var numUIDs: UInt16 { info.numUIDs }
        /// How many neurons there may be.
        public var maxUIDs: UInt16 { info.maxUIDs }
        /// What its owner and the root of the chain have set.
        public var parameters: MetagraphInfoParams { info.parameters }
        /// Its market.
        public var pool: MetagraphInfoPool { info.pool }
        /// What flows into it with each block, and what waits.
        public var emissions: MetagraphInfoEmissions { info.emissions }
        /// The score of each uid; the lowest is pruned first when the subnet is full.
        public var pruningScore: [Proportion] { info.pruningScore }
        /// Root dividends of the last epoch, by hotkey.
        public var taoDividendsPerHotkey: [AccountAmount<Balance>] { info.taoDividendsPerHotkey }
        /// Alpha dividends of the last epoch, by hotkey.
        public var alphaDividendsPerHotkey: [AccountAmount<Alpha>] { info.alphaDividendsPerHotkey }
    }

    /// The incentive mechanism that this is about; 0 is the first.
    public var mechanism: UInt8 { subnet?.info.mechanism ?? 0 }
}

/// Metagraphs are equal when they have the same neurons with the same numbers at the same block; what is said of the subnet
/// follows from that, and is not kept in files.
extension Metagraph: Hashable {
    public static func == (one: Metagraph, other: Metagraph) -> Bool {
        one.netuid == other.netuid && one.blockHash == other.blockHash && one.block == other.block
            && one.genesisHash == other.genesisHash && one.columns == other.columns && one.weights == other.weights
            && one.bonds == other.bonds
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(netuid)
        hasher.combine(blockHash)
        hasher.combine(genesisHash)
    }
}

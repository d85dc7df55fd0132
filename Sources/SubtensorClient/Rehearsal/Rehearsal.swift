// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstrateFork
public import SubstratePrimitives

/// What the chain's own rules have made of a transaction that was tried and not sent.
public struct Rehearsal: Sendable {
    public typealias Ending = TriedExtrinsic<Stakes>.Ending

    /// What somebody owns, before and after.
    public struct Change<Owner: Hashable & Sendable, Amount: Hashable & Sendable>: Hashable, Sendable {
        public let owner: Owner
        public let before: Amount
        public let after: Amount
    }

    /// Whose stake, on whom, on which subnet.
    public struct StakePlace: Hashable, Sendable {
        public let coldkey: AccountID
        public let hotkey: AccountID
        public let netuid: NetUID
    }

    /// What is staked in some places.
    public typealias Stakes = [StakePlace: Alpha]

    /// The block upon which it was tried: the newest one.
    public let block: BlockNumber
    /// What would become of it.
    public let ending: Ending
    /// What the runtime takes for carrying it out, the tip included; nil where it tells nothing of a fee.
    public let fee: Balance?
    /// The free balances that change.
    public let balances: [Change<AccountID, Balance>]
    /// The stakes that change.
    public let stakes: [Change<StakePlace, Alpha>]
    /// What happens, in order.
    public let events: [ChainEvent]
    /// Everything that changes in the state.
    public let differences: [StateDifference]
    /// The runtime whose rules these are.
    public let runtime: Runtime

    /// Whether it would do what it says.
    public var succeeds: Bool { ending == .succeeded }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// What a subnet's owner looks at: its start, its mechanisms, what flows into it, and the limits that hold for them.

extension Subtensor {
    /// Whether a subnet has been started, so that emission flows.
    public func isSubnetActive(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        (try await state(at: block).value(.firstEmissionBlock(netuid)) ?? 0) > 0
    }

    /// Blocks between a subnet's registration and the first in which its owner may start it.
    public func startCallDelay(at block: BlockReference = .head) async throws(ClientError) -> UInt64 {
        try await state(at: block).value(.startCallDelay) ?? 0
    }

    /// The block in which a subnet was registered; 0 when there is none.
    public func networkRegisteredAt(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> BlockNumber {
        try await state(at: block).value(.networkRegisteredAt(netuid)) ?? 0
    }

    /// The hotkey of a subnet's owner; nil when there is none.
    public func subnetOwnerHotkey(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountID? {
        try await state(at: block).value(.subnetOwnerHotkey(netuid))?.ifSet
    }

    /// Whether emission flows into a subnet's pool.
    public func isEmissionEnabled(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        try await state(at: block).value(.emissionEnabled(netuid)) ?? false
    }

    /// The symbols of the subnets' alpha.
    public func tokenSymbols(at block: BlockReference = .head) async throws(ClientError) -> [NetUID: String] {
        try await state(at: block).dictionary(.tokenSymbols).mapValues { String(decoding: $0, as: UTF8.self) }
    }

    /// A subnet's parameters by name, as newer runtimes put them together; nil when there is no such subnet.
    public func namedHyperparameters(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [HyperparameterEntry]? {
        try await state(at: block).call(.namedHyperparameters(netuid))
    }

    // MARK: Mechanisms

    /// How many incentive mechanisms a subnet has; 1 in runtimes that know only one.
    public func mechanismCount(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt8 {
        max(1, try await state(at: block).valueIfKnown(.mechanismCount(netuid)) ?? 1)
    }

    /// How a subnet's emission is split between its mechanisms; nil where it is split evenly.
    public func mechanismEmissionSplit(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [Proportion]? {
        try await state(at: block).valueIfKnown(.mechanismEmissionSplit(netuid))
    }

    /// Throws `mechanismMissing` unless a subnet has a mechanism of this number; 0 is the first, which all have.
    public func requireMechanism(_ mechanism: UInt8, of netuid: NetUID) async throws {
        try await state().requireMechanism(MechanismIndex(netuid, mechanism: mechanism))
    }

    // MARK: Flows

    /// The moving average of the TAO that flows into a subnet's pool; nil before the first.
    public func taoFlow(
        into netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> TaoFlow? {
        try await state(at: block).value(.emaTaoFlow(netuid))
    }

    /// The moving averages of the TAO that flows into the subnets' pools.
    public func taoFlows(at block: BlockReference = .head) async throws(ClientError) -> [NetUID: TaoFlow] {
        try await state(at: block).dictionary(.emaTaoFlows)
    }

    // MARK: Validators

    /// Whether each uid of a subnet may set weights as a validator.
    public func validatorPermits(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [Bool] {
        try await state(at: block).value(.validatorPermits(netuid)) ?? []
    }

    /// Each uid's part of a subnet's stake, as the last epoch counted it.
    public func stakeWeights(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [Proportion] {
        (try await state(at: block).value(.stakeWeights(netuid)) ?? []).map(Proportion.init(rawValue:))
    }

    /// The key on the chain's EVM that belongs to a uid of a subnet; nil when none does.
    public func associatedEVMKey(
        of uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AssociatedEVMKey? {
        try await state(at: block).value(.associatedEVMKey(netuid, uid: uid))
    }

    // MARK: Limits

    /// Blocks between two transactions of one key.
    public func txRateLimit(at block: BlockReference = .head) async throws(ClientError) -> UInt64 {
        try await state(at: block).value(.txRateLimit) ?? 0
    }

    /// Epochs between two changes of one hyperparameter by a subnet's owner.
    public func ownerHyperparameterRateLimit(at block: BlockReference = .head) async throws(ClientError) -> UInt16 {
        try await state(at: block).value(.ownerHyperparameterRateLimit) ?? 0
    }

    /// Epochs between the commitment and the reveal of weights on a subnet.
    public func revealPeriodEpochs(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt64 {
        try await state(at: block).value(.revealPeriodEpochs(netuid)) ?? 0
    }
}

extension ChainState {
    func requireMechanism(_ index: MechanismIndex) async throws {
        try await requireSubnets([index.netuid])
        guard index.mechanism > 0 else { return }
        let count = max(1, try await valueIfKnown(.mechanismCount(index.netuid)) ?? 1)
        guard index.mechanism >= count else { return }
        throw BittensorError(
            .mechanismMissing,
            "subnet \(index.netuid) has no mechanism \(index.mechanism): it has "
                + (count == 1 ? "one, number 0" : "\(count), numbers 0 to \(count - 1)"))
    }
}

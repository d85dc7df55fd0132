// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// When a subnet's epochs run.
    ///
    /// - Throws: `notInRuntime` before spec 423, whose epochs follow from block and tempo alone.
    public func epochSchedule(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> EpochSchedule {
        let state = try await state(at: block)
        async let next = Result { () async throws(ClientError) in try await state.call(.nextEpochStart(netuid)) }
        let (tempo, last, pending, index, since) = try await state.values(
            .tempo(netuid), .lastEpochBlock(netuid), .pendingEpochAt(netuid), .epochIndex(netuid),
            .blocksSinceLastStep(netuid))
        return EpochSchedule(
            netuid: netuid, block: state.number, tempo: tempo ?? 0, lastEpoch: BlockNumber(last ?? 0),
            pendingEpoch: pending.flatMap { $0 > 0 ? BlockNumber($0) : nil }, index: index ?? 0,
            blocksSinceLastStep: since ?? 0, nextEpoch: try await next.get())
    }

    /// The block of a subnet's next epoch; nil for a subnet without epochs.
    public func nextEpochStart(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> BlockNumber? {
        try await state(at: block).call(.nextEpochStart(netuid))
    }

    /// Blocks until a subnet's next epoch; nil for a subnet without epochs.
    public func blocksUntilNextEpoch(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt64? {
        let state = try await state(at: block)
        return try await state.call(.nextEpochStart(netuid)).map { state.number.age(at: $0) }
    }

    /// The block of a subnet's last epoch; 0 before the first.
    public func lastEpochBlock(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> BlockNumber {
        BlockNumber(try await state(at: block).value(.lastEpochBlock(netuid)) ?? 0)
    }

    /// The block of an epoch that a subnet's owner asked for; nil when none is.
    public func pendingEpoch(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> BlockNumber? {
        try await state(at: block).value(.pendingEpochAt(netuid)).flatMap { $0 > 0 ? BlockNumber($0) : nil }
    }

    /// How many epochs a subnet has had.
    public func epochIndex(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt64 {
        try await state(at: block).value(.epochIndex(netuid)) ?? 0
    }

    /// Blocks since a subnet's last epoch.
    public func blocksSinceLastStep(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt64 {
        try await state(at: block).value(.blocksSinceLastStep(netuid)) ?? 0
    }

    // MARK: What owners may do when

    /// How many blocks before an epoch owners change nothing.
    public func adminFreezeWindow(at block: BlockReference = .head) async throws(ClientError) -> UInt16 {
        try await state(at: block).value(.adminFreezeWindow) ?? 0
    }

    /// Whether a subnet's owner can change nothing now, for an epoch is near.
    public func isInAdminFreezeWindow(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        let state = try await state(at: block)
        let (tempo, last, pending, window) = try await state.values(
            .tempo(netuid), .lastEpochBlock(netuid), .pendingEpochAt(netuid), .adminFreezeWindow)
        let schedule = EpochSchedule(
            netuid: netuid, block: state.number, tempo: tempo ?? 0, lastEpoch: BlockNumber(last ?? 0),
            pendingEpoch: pending.flatMap { $0 > 0 ? BlockNumber($0) : nil }, index: 0, blocksSinceLastStep: 0,
            nextEpoch: nil)
        return schedule.isFrozen(window: UInt64(window ?? 0))
    }

    /// Thousandths of a tempo without weights after which a validator of a subnet is inactive.
    public func activityCutoffFactor(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt32 {
        try await state(at: block).value(.activityCutoffFactor(netuid)) ?? 0
    }

    // MARK: Bounds

    /// The least and the greatest tempo that a subnet's owner may set.
    public func tempoBounds(at block: BlockReference = .head) async throws(ClientError) -> ClosedRange<UInt64> {
        try await state(at: block).bounds("MinTempo", "MaxTempo")
    }

    /// The least and the greatest activity cutoff that a subnet's owner may set, in thousandths of a tempo.
    public func activityCutoffFactorBounds(
        at block: BlockReference = .head
    ) async throws(ClientError) -> ClosedRange<UInt64> {
        try await state(at: block).bounds("MinActivityCutoffFactorMilli", "MaxActivityCutoffFactorMilli")
    }

    /// How many subnets have their epoch in one block at most.
    ///
    /// Storage in today's runtimes, a constant in the first that had it.
    public func maxEpochsPerBlock(at block: BlockReference = .head) async throws(ClientError) -> UInt64 {
        let state = try await state(at: block)
        if let stored = try await state.valueIfKnown(.maxEpochsPerBlock) { return UInt64(stored) }
        return try state.constant("SubtensorModule", "MaxEpochsPerBlock")
    }
}

extension ChainState {
    fileprivate func bounds(_ least: String, _ most: String) throws(ClientError) -> ClosedRange<UInt64> {
        let lower: UInt64 = try constant("SubtensorModule", least)
        let upper: UInt64 = try constant("SubtensorModule", most)
        guard lower <= upper else {
            throw ClientError(.malformedAnswer, "this runtime's \(least) of \(lower) is above its \(most) of \(upper)")
        }
        return lower...upper
    }
}

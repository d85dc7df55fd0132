// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// What a coldkey has locked on a hotkey of a subnet, as the chain last reckoned it; nil when it has nothing locked
    /// there.
    public func stakeLock(
        of coldkey: AccountID, on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> StakeLock? {
        try await state(at: block).value(.lock(coldkey, netuid, hotkey))
    }

    /// What a coldkey has locked on a subnet, by hotkey, as the chain last reckoned it.
    public func stakeLocks(
        of coldkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: StakeLock] {
        try await state(at: block).dictionary(.locks(coldkey, netuid))
    }

    /// What a coldkey has locked on all subnets, as the chain last reckoned it, in the order of the subnets.
    public func stakeLocks(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [PlacedLock] {
        let state = try await state(at: block)
        let found = try await state.entries(.locks(coldkey)).sorted { $0.key.first < $1.key.first }
        let decay = try await state.values(found.map { .decayingLock(coldkey, $0.key.first) })
        return zip(found, decay).map { entry, decays in
            PlacedLock(
                coldkey: coldkey, netuid: entry.key.first, hotkey: entry.key.second, lock: entry.value,
                isPerpetual: decays == false)
        }
    }

    /// What coldkeys have locked on a hotkey of a subnet, as the chain last reckoned it.
    public func stakeLocks(
        on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [PlacedLock] {
        let state = try await state(at: block)
        let coldkeys = try await state.keys(.lockingColdkeys(netuid, hotkey))
        let (locks, decay) = try await state.values(
            listed: coldkeys.map { StorageAddress.lock($0, netuid, hotkey) },
            coldkeys.map { StorageAddress.decayingLock($0, netuid) })
        return zip(coldkeys, zip(locks, decay)).compactMap { coldkey, found in
            found.0.map {
                PlacedLock(
                    coldkey: coldkey, netuid: netuid, hotkey: hotkey, lock: $0, isPerpetual: found.1 == false)
            }
        }
    }

    /// What a coldkey has locked on a subnet, brought forward to the block by the runtime; nil when it has nothing locked.
    public func coldkeyLock(
        of coldkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> StakeLock? {
        try await state(at: block).call(.coldkeyLock(coldkey, netuid))
    }

    /// Whether what a coldkey has locked, or locks, on a subnet stays locked until it says otherwise; else it decays.
    public func isPerpetualLock(
        of coldkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        try await state(at: block).value(.decayingLock(coldkey, netuid)) == false
    }

    /// Whether a coldkey takes alpha that is locked; none does unless it said so.
    public func acceptsLockedAlpha(
        _ coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        (try await state(at: block).value(.accountFlags(coldkey)) ?? 0) & 1 == 1
    }

    // MARK: Conviction

    /// What the locks on a hotkey of a subnet count for, in the smallest unit of alpha.
    public func conviction(
        of hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> U64F64 {
        try await state(at: block).call(.conviction(of: hotkey, netuid))
    }

    /// The hotkey with the most conviction on a subnet; nil when nobody has locked stake there.
    public func mostConvictedHotkey(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountID? {
        try await state(at: block).call(.mostConvictedHotkey(netuid))
    }

    /// Who has locked stake on a subnet, and how far each is from becoming its owner.
    ///
    /// Brought forward to the block in doubles: the chain's own numbers differ in the last digits.
    public func convictions(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetConvictions {
        let state = try await state(at: block)
        async let perpetual = Result { () async throws(ClientError) in try await state.entries(.hotkeyLocks(netuid)) }
        async let decaying = Result { () async throws(ClientError) in
            try await state.entries(.decayingHotkeyLocks(netuid))
        }
        let (ownerLock, decayingOwnerLock, owner, unlock, maturity) = try await state.values(
            .ownerLock(netuid), .decayingOwnerLock(netuid), .subnetOwnerHotkey(netuid), .unlockRate, .maturityRate)
        let (outside, ofChain, burned, made) = try await state.values(
            .subnetAlphaOut(netuid), .subnetProtocolAlpha(netuid), .alphaBurned(netuid),
            .networkRegisteredAt(netuid))
        var tally = ConvictionTally(
            block: state.number, rates: LockRates(unlock: unlock ?? 0, maturity: maturity ?? 0))
        for (hotkey, lock) in try await perpetual.get() { tally.add(lock, on: hotkey, decays: false) }
        for (hotkey, lock) in try await decaying.get() { tally.add(lock, on: hotkey, decays: true) }
        let ownerHotkey = owner?.ifSet
        if let ownerHotkey {
            if let ownerLock { tally.add(ownerLock, on: ownerHotkey, decays: false, isOwners: true) }
            if let decayingOwnerLock { tally.add(decayingOwnerLock, on: ownerHotkey, decays: true, isOwners: true) }
        }
        let lost = (ofChain ?? .zero).rao.addingReportingOverflow((burned ?? .zero).rao)
        let all = (outside ?? .zero).rao
        return SubnetConvictions(
            netuid: netuid, block: state.number, standings: tally.standings, ownerHotkey: ownerHotkey,
            eligibleAlpha: Alpha(rao: lost.overflow || lost.partialValue > all ? 0 : all - lost.partialValue),
            rates: tally.rates, registeredAt: made ?? 0)
    }

    // MARK: What can be taken out

    /// What some coldkeys have on subnets, and how much of it can be taken out.
    ///
    /// - Parameter netuids: nil for all subnets.
    public func stakeAvailability(
        of coldkeys: [AccountID], on netuids: [NetUID]? = nil, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: [NetUID: StakeAvailability]] {
        let found = try await state(at: block).call(.stakeAvailability(of: coldkeys, on: netuids))
        return Dictionary(
            found.map { entry in
                (entry.first, Dictionary(entry.second.map { ($0.first, $0.second) }) { first, _ in first })
            }
        ) { first, _ in first }
    }
}

/// Adds up locks by hotkey, each brought forward to one block.
private struct ConvictionTally {
    let block: BlockNumber
    let rates: LockRates
    private var sums: [AccountID: (locked: Double, conviction: Double)] = [:]

    init(block: BlockNumber, rates: LockRates) {
        self.block = block
        self.rates = rates
    }

    /// An owner's lock counts at once for all that is locked.
    mutating func add(_ lock: StakeLock, on hotkey: AccountID, decays: Bool, isOwners: Bool = false) {
        let now = lock.advanced(to: block, by: rates, decays: decays)
        let sum = sums[hotkey] ?? (0, 0)
        sums[hotkey] = (sum.locked + now.locked, sum.conviction + (isOwners ? now.locked : now.conviction))
    }

    var standings: [SubnetConvictions.Standing] {
        sums.map { hotkey, sum in
            SubnetConvictions.Standing(
                hotkey: hotkey, locked: Alpha(rao: Self.rao(sum.locked)),
                conviction: Alpha(rao: Self.rao(sum.conviction)))
        }
        .sorted { ($0.conviction.rao, $1.hotkey.hex) > ($1.conviction.rao, $0.hotkey.hex) }
    }

    private static func rao(_ amount: Double) -> UInt64 {
        // 2⁶⁴ as a double; what a node claims beyond that is all there can be.
        amount > 0 ? (amount < 0x1p64 ? UInt64(amount) : .max) : 0
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// All stake of a coldkey, by hotkey and subnet.
    public func stakes(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [StakeInfo] {
        try await state(at: block).call(.stakes(of: coldkey))
    }

    /// All stake of several coldkeys.
    public func stakes(
        of coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: [StakeInfo]] {
        let found = try await state(at: block).call(.stakes(of: coldkeys))
        return Dictionary(found.map { ($0.first, $0.second) }) { first, _ in first }
    }

    /// The stake of a coldkey on a hotkey of a subnet; nil when the chain knows of none.
    public func stake(
        of coldkey: AccountID, on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> StakeInfo? {
        try await state(at: block).call(.stake(of: coldkey, on: hotkey, netuid))
    }

    /// How much alpha a coldkey has staked on a hotkey of a subnet; on the root, where alpha is TAO, TAO.
    ///
    /// By the runtime's own function, and from the storage of runtimes that have none.
    public func alpha(
        of coldkey: AccountID, on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Alpha {
        try await state(at: block).alpha(of: coldkey, on: hotkey, netuid)
    }

    /// All stake on a hotkey of a subnet, whoever gave it.
    public func totalStake(
        on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Alpha {
        try await state(at: block).value(.totalHotkeyAlpha(hotkey, netuid)) ?? .zero
    }

    // MARK: Who owns what

    /// The coldkey that owns a hotkey; nil when the chain does not know the hotkey.
    public func owner(
        of hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountID? {
        try await state(at: block).value(.owner(of: hotkey))?.ifSet
    }

    /// The hotkeys that a coldkey owns.
    public func hotkeys(
        ownedBy coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID] {
        try await state(at: block).value(.ownedHotkeys(coldkey)) ?? []
    }

    /// The hotkeys that each of several coldkeys owns, read together.
    public func hotkeys(
        ownedBy coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: [AccountID]] {
        let owned = try await state(at: block).values(coldkeys.map { .ownedHotkeys($0) })
        return Dictionary(zip(coldkeys, owned.map { $0 ?? [] })) { first, _ in first }
    }

    /// The hotkeys on which a coldkey has stake.
    public func hotkeys(
        stakedBy coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID] {
        try await state(at: block).value(.stakingHotkeys(coldkey)) ?? []
    }
}

extension Subtensor {
    /// The stake of a coldkey on a hotkey of some subnets; those on which there is none are left out.
    ///
    /// - Parameter netuids: nil for all subnets.
    public func stakes(
        of coldkey: AccountID, on hotkey: AccountID, netuids: [NetUID]? = nil, at block: BlockReference = .head
    ) async throws(ClientError) -> [NetUID: StakeInfo] {
        // One answer has all that the coldkey owns; the runtime leaves out nothing but zeros.
        let found = try await state(at: block).call(.stakes(of: coldkey)).filter { $0.hotkey == hotkey }
        let wanted = netuids.map(Set.init)
        return Dictionary(found.filter { wanted?.contains($0.netuid) ?? true }.map { ($0.netuid, $0) }) { first, _ in
            first
        }
    }

    /// The hotkeys on which a coldkey's earnings are staked, by subnet; subnets for which it chose none are left out.
    public func automaticStakeHotkeys(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NetUID: AccountID] {
        try await state(at: block).dictionary(.automaticStakeHotkeys(coldkey)).compactMapValues(\.ifSet)
    }

    /// The hotkey on which a coldkey's earnings of a subnet are staked; nil when it chose none.
    public func automaticStakeHotkey(
        of coldkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountID? {
        try await state(at: block).value(.automaticStakeHotkey(coldkey, netuid))?.ifSet
    }

    /// The least that a nominator keeps staked on a hotkey.
    public func minimumNominatorStake(at block: BlockReference = .head) async throws(ClientError) -> Balance {
        Balance(rao: try await state(at: block).value(.nominatorMinRequiredStake) ?? 0)
    }
}

extension ChainState {
    /// What a coldkey has staked on a hotkey of a subnet: by the runtime's own function, else by storage.
    func alpha(of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID) async throws(ClientError) -> Alpha {
        do {
            return try await call(.stake(of: coldkey, on: hotkey, netuid))?.stake ?? .zero
        } catch  where error.code == .notInRuntime {
            return try await storedAlpha(of: coldkey, on: hotkey, netuid)
        }
    }

    private func storedAlpha(
        of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID
    ) async throws(ClientError) -> Alpha {
        let found = try await values([
            StorageQuery("SubtensorModule", "Alpha", hotkey, coldkey, netuid),
            StorageQuery("SubtensorModule", "TotalHotkeyShares", hotkey, netuid),
            StorageQuery("SubtensorModule", "TotalHotkeyAlpha", hotkey, netuid),
            // Before subnets had stake of their own.
            StorageQuery("SubtensorModule", "Stake", hotkey, coldkey),
        ])
        // An amount in older runtimes, then a share of the hotkey's pool.
        guard let share = found[0]?["bits"]?.unsigned?.exactUInt128 else {
            return Alpha(rao: found[0]?.uint64 ?? found[3]?.uint64 ?? 0)
        }
        guard let all = found[1]?["bits"]?.unsigned?.exactUInt128, all > 0, share <= all, let total = found[2]?.uint64
        else { return .zero }
        let product = share.multipliedFullWidth(by: UInt128(total))
        return Alpha(rao: UInt64(clamping: all.dividingFullWidth(product).quotient))
    }
}

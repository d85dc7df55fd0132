// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// All stake of a coldkey, by hotkey and subnet.
    ///
    /// Older runtimes do not tell what it earned, and it is 0 then; before subnets had stake of their own all stake is on the root.
    public func stakes(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [StakeInfo] {
        try await state(at: block).stakes(of: coldkey)
    }

    /// All stake of several coldkeys.
    public func stakes(
        of coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: [StakeInfo]] {
        try await state(at: block).stakes(of: coldkeys)
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
        try await hotkeys(ownedBy: [coldkey], at: block)[coldkey] ?? []
    }

    /// The hotkeys that each of several coldkeys owns, read together; of runtimes that keep no list of them, from all owners
    /// there are.
    public func hotkeys(
        ownedBy coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: [AccountID]] {
        let state = try await state(at: block)
        guard state.runtime.metadata.has(.ownedHotkeys(.none)) else {
            let wanted = Set(coldkeys)
            let owners = try await state.entries(.owners, limit: .max).filter { wanted.contains($0.value) }
            return Dictionary(grouping: owners, by: \.value).mapValues { $0.map(\.key) }
        }
        let owned = try await state.values(coldkeys.map { .ownedHotkeys($0) })
        return Dictionary(zip(coldkeys, owned.map { $0 ?? [] })) { first, _ in first }
    }

    /// The hotkeys on which a coldkey has stake.
    public func hotkeys(
        stakedBy coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID] {
        let state = try await state(at: block)
        guard state.runtime.metadata.has(.stakingHotkeys(.none)) else {
            return Set(try await state.stakes(of: coldkey).map(\.hotkey)).sorted { $0.ss58() < $1.ss58() }
        }
        return try await state.value(.stakingHotkeys(coldkey)) ?? []
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
        let found = try await state(at: block).stakes(of: coldkey).filter { $0.hotkey == hotkey }
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

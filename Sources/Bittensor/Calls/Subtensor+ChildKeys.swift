public import ProofOfWork
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// A hotkey that lends a part of its stake to a child key.
public struct ParentKey: Hashable, Sendable {
    public let hotkey: AccountID
    /// The part of the parent's stake, of 2⁶⁴ − 1.
    public let share: UInt64

    /// The same as a part of one.
    public var part: Double { Double(share) / Double(UInt64.max) }

    public init(_ hotkey: AccountID, share: UInt64) {
        self.hotkey = hotkey
        self.share = share
    }
}

/// Child keys that were asked for and are not in force yet.
public struct PendingChildKeys: Hashable, Sendable {
    public let children: [ChildKey]
    /// The block from which on the subnet's next epoch puts them in force.
    public let due: BlockNumber
}

extension Subtensor {
    /// The child keys to which a hotkey lends parts of its stake on a subnet.
    public func children(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [ChildKey] {
        try await relatives("ChildKeys", hotkey, netuid, at: block).map { ChildKey($0.second, share: $0.first) }
    }

    /// The hotkeys that lend a child key parts of their stake on a subnet.
    public func parents(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [ParentKey] {
        try await relatives("ParentKeys", hotkey, netuid, at: block).map { ParentKey($0.second, share: $0.first) }
    }

    /// The child keys that were asked for on a subnet and are not in force yet; nil when none were.
    public func pendingChildren(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> PendingChildKeys? {
        let address = StorageAddress<ScalePair<[ScalePair<UInt64, AccountID>], UInt64>>(
            "SubtensorModule", "PendingChildKeys", netuid, hotkey)
        guard let pending = try await state(at: block).value(address), pending.second > 0 else { return nil }
        return PendingChildKeys(
            children: pending.first.map { ChildKey($0.second, share: $0.first) }, due: BlockNumber(pending.second))
    }

    /// The part of the dividends that a child key keeps of what parents lend it on a subnet.
    public func childkeyTake(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Proportion {
        try await state(at: block).value(
            StorageAddress<Proportion>("SubtensorModule", "ChildkeyTake", hotkey, netuid)) ?? Proportion(rawValue: 0)
    }

    private func relatives(
        _ item: String, _ hotkey: AccountID, _ netuid: NetUID, at block: BlockReference
    ) async throws(ClientError) -> [ScalePair<UInt64, AccountID>] {
        try await state(at: block).value(StorageAddress("SubtensorModule", item, hotkey, netuid)) ?? []
    }
}

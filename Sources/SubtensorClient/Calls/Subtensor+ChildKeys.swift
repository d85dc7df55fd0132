// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
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

/// The child keys and parents of a hotkey on one subnet.
public struct KeyFamily: Hashable, Sendable {
    public let netuid: NetUID
    /// The part of the dividends that the hotkey keeps of what parents lend it.
    public let take: Proportion
    public let children: [ChildKey]
    public let parents: [ParentKey]
    /// nil when none were asked for.
    public let pending: PendingChildKeys?
}

extension Subtensor {
    /// The child keys and parents of a hotkey on some subnets, in the order of the subnets, read together.
    public func families(
        of hotkey: AccountID, on netuids: [NetUID], at block: BlockReference = .head
    ) async throws(ClientError) -> [KeyFamily] {
        let (children, parents, takes, pending) = try await state(at: block).values(
            listed: netuids.map { StorageAddress.childKeys(hotkey, $0) },
            netuids.map { StorageAddress.parentKeys(hotkey, $0) },
            netuids.map { StorageAddress.childkeyTake(hotkey, $0) },
            netuids.map { StorageAddress.pendingChildKeys(hotkey, $0) })
        return netuids.enumerated().map { place, netuid in
            KeyFamily(
                netuid: netuid, take: takes[place] ?? Proportion(rawValue: 0),
                children: (children[place] ?? []).map { ChildKey($0.second, share: $0.first) },
                parents: (parents[place] ?? []).map { ParentKey($0.second, share: $0.first) },
                pending: pending[place].flatMap(PendingChildKeys.init))
        }
    }

    /// The child keys to which a hotkey lends parts of its stake on a subnet.
    public func children(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [ChildKey] {
        (try await state(at: block).value(.childKeys(hotkey, netuid)) ?? []).map {
            ChildKey($0.second, share: $0.first)
        }
    }

    /// The hotkeys that lend a child key parts of their stake on a subnet.
    public func parents(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [ParentKey] {
        (try await state(at: block).value(.parentKeys(hotkey, netuid)) ?? []).map {
            ParentKey($0.second, share: $0.first)
        }
    }

    /// The child keys that were asked for on a subnet and are not in force yet; nil when none were.
    public func pendingChildren(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> PendingChildKeys? {
        try await state(at: block).value(.pendingChildKeys(hotkey, netuid)).flatMap(PendingChildKeys.init)
    }

    /// The part of the dividends that a child key keeps of what parents lend it on a subnet.
    public func childkeyTake(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Proportion {
        try await state(at: block).value(.childkeyTake(hotkey, netuid)) ?? Proportion(rawValue: 0)
    }
}

extension PendingChildKeys {
    /// Nothing where nothing is due: that is how the chain's default reads.
    fileprivate init?(_ pending: ScalePair<[ScalePair<UInt64, AccountID>], UInt64>) {
        guard pending.second > 0 else { return nil }
        self.init(
            children: pending.first.map { ChildKey($0.second, share: $0.first) }, due: BlockNumber(pending.second))
    }
}

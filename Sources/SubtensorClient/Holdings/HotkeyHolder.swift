// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

/// Who holds a hotkey on which others may have stake.
public struct HotkeyHolder: Hashable, Sendable {
    /// The coldkey; nil when the chain does not know the hotkey.
    public let owner: AccountID?
    /// The name under which the owner presents themselves; nil when they do not.
    public let name: String?
    /// The part of the dividends that the hotkey keeps.
    public let take: Proportion?

    public init(owner: AccountID?, name: String?, take: Proportion?) {
        self.owner = owner
        self.name = name
        self.take = take
    }
}

extension Subtensor {
    /// Who holds each of some hotkeys, read together.
    public func holders(
        of hotkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: HotkeyHolder] {
        let view = pinned(to: try await state(at: block))
        let (found, takes) = try await view.state().values(
            listed: hotkeys.map { StorageAddress.owner(of: $0) },
            hotkeys.map { StorageAddress.delegateTake($0) })
        let owners = found.map { $0?.ifSet }
        let names = try await view.names(of: Array(Set(owners.compactMap(\.self))))
        let holders = zip(owners, takes).map { owner, take in
            HotkeyHolder(owner: owner, name: owner.flatMap { names[$0] }, take: take)
        }
        return Dictionary(zip(hotkeys, holders)) { first, _ in first }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// All hotkeys that take stake from nominators.
    public func delegates(at block: BlockReference = .head) async throws(ClientError) -> [DelegateInfo] {
        try await state(at: block).call(.delegates)
    }

    /// The delegate with this hotkey; nil when it is none.
    public func delegate(
        _ hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> DelegateInfo? {
        try await state(at: block).call(.delegate(hotkey))
    }

    /// The delegates to which a coldkey gave stake.
    public func delegated(
        by coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [DelegatedInfo] {
        try await state(at: block).call(.delegated(by: coldkey))
    }

    /// The delegates to which each of some coldkeys gave stake, in the order of the coldkeys.
    public func delegated(
        by coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws -> [[DelegatedInfo]] {
        let view = pinned(to: try await state(at: block))
        return try await withThrowingTaskGroup(of: (Int, [DelegatedInfo]).self) { group in
            for (place, coldkey) in coldkeys.enumerated() {
                group.addTask { (place, try await view.delegated(by: coldkey)) }
            }
            return try await group.reduce(into: coldkeys.map { _ in [] }) { $0[$1.0] = $1.1 }
        }
    }

    /// Whether a hotkey takes stake from nominators.
    public func isDelegate(
        _ hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> Bool {
        try await take(of: hotkey, at: block) != nil
    }

    /// The part of the dividends that a delegate keeps; nil when the hotkey is none.
    public func take(
        of hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> Proportion? {
        // Missing entries read as the default take, so that the raw value decides.
        let state = try await state(at: block)
        let address = StorageAddress.delegateTake(hotkey)
        let key = try state.runtime.metadata.storageKey(address.pallet, address.item, keys: address.keys)
        guard try await state.bytes(under: [key])[key] != nil else { return nil }
        return try await state.value(address)
    }

    /// The takes in force of several hotkeys, read together: the runtime's default where one never set any.
    public func takes(
        of hotkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: Proportion] {
        let takes = try await state(at: block).values(hotkeys.map { .delegateTake($0) })
        return Dictionary(zip(hotkeys, takes.map { $0 ?? Proportion(rawValue: 0) })) { first, _ in first }
    }
}

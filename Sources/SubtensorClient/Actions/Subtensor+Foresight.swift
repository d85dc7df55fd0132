// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// Reads side by side what staking on some hotkeys of a subnet, or taking stake from them, will ask for one by one.
    ///
    /// Worth its while on a state to which this is pinned, which remembers what was read of it. What cannot be read is left to
    /// whoever needs it, and can say why.
    public func foreseeStaking(
        on hotkeys: [AccountID], netuid: NetUID, of coldkey: AccountID, amount: Balance? = nil
    ) async {
        guard let state = try? await state() else { return }
        var queries = [
            StorageQuery(.networksAdded(netuid)), StorageQuery(.account(coldkey)),
        ]
        queries += hotkeys.map { StorageQuery(.owner(of: $0)) }
        let keys = queries.compactMap {
            try? state.runtime.metadata.storageKey($0.pallet, $0.item, keys: $0.keys)
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await state.bytes(under: keys) }
            for hotkey in hotkeys {
                group.addTask { _ = try? await state.call(.stake(of: coldkey, on: hotkey, netuid)) }
            }
            guard netuid != 0 else { return }
            group.addTask { _ = try? await state.call(.alphaPrice(netuid)) }
            if let amount { group.addTask { _ = try? await state.call(.swap(amount, forAlphaOf: netuid)) } }
        }
    }
}

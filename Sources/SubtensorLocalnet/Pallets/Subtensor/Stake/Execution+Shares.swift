// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Whose alpha lies with a hotkey on a subnet.
///
/// The alpha of a hotkey is one pool, of which its coldkeys own shares: what the hotkey earns is added to the pool and
/// belongs to all of them, without touching any. On the root subnet, alpha is TAO.
extension Execution {
    /// What of the pool belongs to a coldkey, rounded to the nearest rao.
    func alpha(_ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16) -> UInt64 {
        let shares = state[SubtensorPallet.alpha, hotkey, coldkey, netuid].bits
        return value(of: shares, hotkey, netuid)
    }

    private func value(of shares: UInt128, _ hotkey: AccountID, _ netuid: UInt16) -> UInt64 {
        let total = state[SubtensorPallet.totalHotkeyShares, hotkey, netuid].bits
        guard shares > 0, total > 0 else { return 0 }
        let pool = UInt128(state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid])
        let product = min(shares, total).multipliedFullWidth(by: pool)
        let (quotient, remainder) = total.dividingFullWidth(product)
        return UInt64(clamping: remainder >= total - remainder ? quotient + 1 : quotient)
    }

    /// Adds alpha that belongs to one coldkey.
    mutating func addAlpha(_ amount: UInt64, _ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16) {
        guard amount > 0 else { return }
        let pool = state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid]
        let total = state[SubtensorPallet.totalHotkeyShares, hotkey, netuid].bits
        // The first share of a pool is worth one rao.
        let added =
            pool > 0 && total > 0 ? total.scaled(by: UInt128(amount), over: UInt128(pool)) : UInt128(amount) << 64
        let own = state[SubtensorPallet.alpha, hotkey, coldkey, netuid].bits
        state[SubtensorPallet.alpha, hotkey, coldkey, netuid] = U64F64(bits: own.saturatingAdding(added))
        state[SubtensorPallet.totalHotkeyShares, hotkey, netuid] = U64F64(bits: total.saturatingAdding(added))
        state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid] = pool.saturatingAdding(amount)
        addStakingHotkey(hotkey, of: coldkey)
    }

    /// Takes away alpha of one coldkey, which the caller knows to be there.
    mutating func removeAlpha(_ amount: UInt64, _ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16) {
        let own = state[SubtensorPallet.alpha, hotkey, coldkey, netuid].bits
        let total = state[SubtensorPallet.totalHotkeyShares, hotkey, netuid].bits
        let pool = state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid]
        let isAll = amount >= alpha(hotkey, coldkey, netuid)
        let removed = isAll ? own : min(own, total.scaled(by: UInt128(amount), over: UInt128(pool)))
        if removed == own {
            state.remove(SubtensorPallet.alpha, hotkey, coldkey, netuid)
        } else {
            state[SubtensorPallet.alpha, hotkey, coldkey, netuid] = U64F64(bits: own - removed)
        }
        state[SubtensorPallet.totalHotkeyShares, hotkey, netuid] = U64F64(bits: total.saturatingSubtracting(removed))
        // The last to leave takes what rounding has left.
        state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid] =
            removed == total ? 0 : pool.saturatingSubtracting(amount)
    }

    /// Adds alpha that belongs to all who have a share; to the owner when nobody has one.
    mutating func distributeAlpha(_ amount: UInt64, _ hotkey: AccountID, _ netuid: UInt16) {
        guard state[SubtensorPallet.totalHotkeyShares, hotkey, netuid].bits > 0 else {
            return addAlpha(amount, hotkey, state[SubtensorPallet.owner, hotkey], netuid)
        }
        let pool = state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid]
        state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid] = pool.saturatingAdding(amount)
    }

    /// The coldkeys with a share of a hotkey's alpha, and the subnets that it is on.
    func stakers(of hotkey: AccountID) -> [(coldkey: AccountID, netuid: UInt16)] {
        let item = SubtensorPallet.alpha.declaration
        return state.keys(withPrefix: item.key([hotkey]).bytes).compactMap { key in
            // … ++ 16 bytes of hash ++ coldkey ++ netuid
            let end = key.bytes.suffix(34)
            guard let coldkey = try? AccountID(Array(end.prefix(32))),
                let netuid = try? UInt16(scale: Array(end.suffix(2)))
            else { return nil }
            return (coldkey, netuid)
        }
    }
}

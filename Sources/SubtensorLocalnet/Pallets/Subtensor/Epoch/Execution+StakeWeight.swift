// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstratePrimitives

/// How much a hotkey weighs on a subnet.
extension Execution {
    /// Its alpha there and `TaoWeight` of its TAO at the root; at the root the latter alone and in full.
    func stakeWeight(of hotkey: AccountID, _ netuid: UInt16) -> UInt64 {
        let (alpha, tao) = stakeParts(of: hotkey, netuid)
        return netuid == 0 ? tao : alpha.saturatingAdding(weighted(tao))
    }

    /// The part of TAO that counts on subnets; `TaoWeight` is in parts of 2^64.
    func weighted(_ tao: UInt64) -> UInt64 { tao.multipliedFullWidth(by: state[SubtensorPallet.taoWeight]).high }

    /// The alpha and the TAO that count for a hotkey: its own, less what its children have, and what it has of its
    /// parents'.
    func stakeParts(of hotkey: AccountID, _ netuid: UInt16) -> (alpha: UInt64, tao: UInt64) {
        func own(_ hotkey: AccountID) -> (UInt64, UInt64) {
            (state[SubtensorPallet.totalHotkeyAlpha, hotkey, netuid], rootStake(of: hotkey))
        }
        var (alpha, tao) = own(hotkey)
        guard netuid != 0 else { return (tao, tao) }
        let (all, allTAO) = (alpha, tao)
        for child in state[SubtensorPallet.childKeys, hotkey, netuid] {
            alpha = alpha.saturatingSubtracting(all.scaled(by: child.first, over: .max))
            tao = tao.saturatingSubtracting(allTAO.scaled(by: child.first, over: .max))
        }
        for parent in state[SubtensorPallet.parentKeys, hotkey, netuid] {
            let theirs = own(parent.second)
            alpha = alpha.saturatingAdding(theirs.0.scaled(by: parent.first, over: .max))
            tao = tao.saturatingAdding(theirs.1.scaled(by: parent.first, over: .max))
        }
        return (alpha, tao)
    }
}

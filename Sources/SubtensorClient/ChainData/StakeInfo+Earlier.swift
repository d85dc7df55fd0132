// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstratePrimitives

// Stake as runtimes laid it out that hid their answers in byte strings, so that no metadata describes it.

/// How some runtimes lay out the stake of a coldkey on a hotkey.
protocol StakeLayout: ScaleRecord, Sendable {
    var info: StakeInfo { get }
}

extension StakeInfo: StakeLayout {
    var info: StakeInfo { self }
}

/// The layout of spec 218: without what the stake earned in TAO.
struct EarlierStakeInfo: StakeLayout {
    let info: StakeInfo

    init(fields: inout some FieldSource) throws(ScaleError) {
        info = StakeInfo(
            hotkey: try fields.read("hotkey"), coldkey: try fields.read("coldkey"),
            netuid: try fields.compact("netuid"), stake: try fields.compact("stake"),
            locked: try fields.compact("locked"), emission: try fields.compact("emission"), taoEmission: .zero,
            drain: try fields.compact("drain"), isRegistered: try fields.read("is_registered"))
    }
}

/// The layout from before subnets had stake of their own: what is TAO on the root today.
struct HotkeyStake: StakeLayout {
    let info: StakeInfo

    init(fields: inout some FieldSource) throws(ScaleError) {
        info = StakeInfo(
            hotkey: try fields.read("hotkey"), coldkey: try fields.read("coldkey"), netuid: 0,
            stake: try fields.compact("stake"))
    }
}

/// The stake of one coldkey, which is left out, on one hotkey of one subnet: the layout of specs 181 and 200.
struct SubnetStake: ScaleRecord, Sendable {
    let hotkey: AccountID
    let netuid: NetUID
    let stake: Alpha

    init(fields: inout some FieldSource) throws(ScaleError) {
        hotkey = try fields.read("hotkey")
        netuid = NetUID(try fields.read("netuid", as: UInt16.self))
        stake = try fields.compact("stake")
    }
}

extension StakeInfo {
    /// Stake of which a runtime tells nothing but how much it is.
    init(hotkey: AccountID, coldkey: AccountID, netuid: NetUID, stake: Alpha) {
        self.init(
            hotkey: hotkey, coldkey: coldkey, netuid: netuid, stake: stake, locked: 0, emission: .zero,
            taoEmission: .zero, drain: 0, isRegistered: false)
    }

    /// The same with its hotkey registered on the subnet, or not.
    func registered(_ isRegistered: Bool) -> StakeInfo {
        StakeInfo(
            hotkey: hotkey, coldkey: coldkey, netuid: netuid, stake: stake, locked: locked, emission: emission,
            taoEmission: taoEmission, drain: drain, isRegistered: isRegistered)
    }
}

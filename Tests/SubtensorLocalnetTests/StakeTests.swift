// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("Stake on the embedded chain")
struct StakeTests {
    private static let (coldkey, hotkey) = (ChainScene.account(1), ChainScene.hotkey(1))
    private static let tao = ChainScene.tao

    private static func scene(_ rules: RuleSet = .powRegister) throws -> ChainScene {
        var scene = try ChainScene(rules, tempo: 0)
        try scene.register(1...3)
        // As at the beginning, whatever emission has added since.
        scene.state[SubtensorPallet.subnetTAO, UInt16(1)] = 1000 * tao
        scene.state[SubtensorPallet.subnetAlphaIn, UInt16(1)] = 1000 * tao
        return scene
    }

    private static func add(
        _ scene: inout ChainScene, _ amount: UInt64, netuid: UInt16 = 1, by coldkey: AccountID = coldkey
    ) -> String? {
        scene.run(
            "add_stake",
            ["hotkey": .account(hotkey), "netuid": .number(netuid), "amount_staked": .number(amount)], by: coldkey)
    }

    @Test("staking buys alpha from the pool, unstaking sells it", arguments: RuleSet.allCases)
    func roundTrip(rules: RuleSet) throws {
        var scene = try Self.scene(rules)
        let before = scene.free(Self.coldkey)
        #expect(Self.add(&scene, 250 * Self.tao) == nil)
        // 1000 · 250 / 1250
        #expect(scene.execution.alpha(Self.hotkey, Self.coldkey, 1) == 200 * Self.tao)
        #expect(scene.free(Self.coldkey) == before - 250 * Self.tao)
        #expect(scene.state[SubtensorPallet.subnetTAO, UInt16(1)] == 1250 * Self.tao)
        #expect(scene.state[SubtensorPallet.subnetAlphaIn, UInt16(1)] == 800 * Self.tao)
        #expect(try scene.event("StakeAdded")?[3] == .number(200 * Self.tao))
        let all = scene.run(
            "remove_stake",
            [
                "hotkey": .account(Self.hotkey), "netuid": .number(UInt16(1)),
                "amount_unstaked": .number(200 * Self.tao),
            ], by: Self.coldkey)
        #expect(all == nil)
        #expect(scene.execution.alpha(Self.hotkey, Self.coldkey, 1) == 0)
        #expect(scene.free(Self.coldkey) == before)
    }

    @Test("at the root, alpha is TAO")
    func root() throws {
        var scene = try Self.scene()
        #expect(Self.add(&scene, 5 * Self.tao, netuid: 0) == nil)
        #expect(scene.execution.alpha(Self.hotkey, Self.coldkey, 0) == 5 * Self.tao)
        let before = scene.free(Self.coldkey)
        #expect(scene.run("unstake_all", ["hotkey": .account(Self.hotkey)], by: Self.coldkey) == nil)
        #expect(scene.free(Self.coldkey) == before + 5 * Self.tao)
    }

    @Test("what cannot be staked is refused by name, and moves nothing")
    func refusals() throws {
        var scene = try Self.scene()
        let before = scene.state.changes
        #expect(Self.add(&scene, 1000) == "AmountTooLow")
        #expect(Self.add(&scene, 2_000_000 * Self.tao) == "NotEnoughBalanceToStake")
        #expect(Self.add(&scene, Self.tao, netuid: 9) == "SubnetNotExists")
        let stranger = scene.run(
            "add_stake",
            [
                "hotkey": .account(ChainScene.account(99)), "netuid": .number(UInt16(1)),
                "amount_staked": .number(Self.tao),
            ], by: Self.coldkey)
        #expect(stranger == "HotKeyAccountNotExists")
        let more = scene.run(
            "remove_stake",
            ["hotkey": .account(Self.hotkey), "netuid": .number(UInt16(1)), "amount_unstaked": .number(Self.tao)],
            by: Self.coldkey)
        #expect(more == "NotEnoughStakeToWithdraw")
        #expect(scene.state.changes == before)
        scene.state[SubtensorPallet.subtokenEnabled, UInt16(1)] = false
        #expect(Self.add(&scene, Self.tao) == "SubtokenDisabled")
    }

    @Test("a price limit refuses the whole, or takes the part that it allows")
    func limits() throws {
        var scene = try Self.scene()
        func limited(_ scene: inout ChainScene, _ price: UInt64, partly: Bool) -> String? {
            scene.run(
                "add_stake_limit",
                [
                    "hotkey": .account(Self.hotkey), "netuid": .number(UInt16(1)),
                    "amount_staked": .number(500 * Self.tao), "limit_price": .number(price),
                    "allow_partial": .bool(partly),
                ], by: Self.coldkey)
        }
        // 500 TAO would end at (1500 / 1000)² = 2.25 TAO; 1.21 is where 100 TAO end.
        #expect(limited(&scene, 1_210_000_000, partly: false) == "SlippageTooHigh")
        #expect(limited(&scene, 900_000_000, partly: true) == "ZeroMaxStakeAmount")
        let before = scene.free(Self.coldkey)
        #expect(limited(&scene, 1_210_000_000, partly: true) == nil)
        let spent = before - scene.free(Self.coldkey)
        #expect(spent <= 100 * Self.tao && spent > 100 * Self.tao - 10)
        let sold = scene.run(
            "remove_stake_full_limit",
            [
                "hotkey": .account(Self.hotkey), "netuid": .number(UInt16(1)),
                "limit_price": .variant("Some", .number(UInt64(1_100_000_000))),
            ], by: Self.coldkey)
        #expect(sold == "SlippageTooHigh")
    }

    @Test("stake moves between hotkeys, coldkeys and subnets")
    func moves() throws {
        var scene = try Self.scene()
        let (second, other) = (ChainScene.hotkey(2), ChainScene.account(3))
        #expect(Self.add(&scene, 100 * Self.tao, netuid: 0) == nil)
        func places(_ scene: ChainScene) -> [UInt64] {
            [
                scene.execution.alpha(Self.hotkey, Self.coldkey, 0), scene.execution.alpha(second, Self.coldkey, 0),
                scene.execution.alpha(second, other, 0), scene.execution.alpha(second, other, 1),
            ].map { $0 / Self.tao }
        }
        let moved = scene.run(
            "move_stake",
            [
                "origin_hotkey": .account(Self.hotkey), "destination_hotkey": .account(second),
                "origin_netuid": .number(UInt16(0)), "destination_netuid": .number(UInt16(0)),
                "alpha_amount": .number(40 * Self.tao),
            ], by: Self.coldkey)
        #expect(moved == nil)
        #expect(places(scene) == [60, 40, 0, 0])
        let given = scene.run(
            "transfer_stake",
            [
                "destination_coldkey": .account(other), "hotkey": .account(second),
                "origin_netuid": .number(UInt16(0)), "destination_netuid": .number(UInt16(0)),
                "alpha_amount": .number(30 * Self.tao),
            ], by: Self.coldkey)
        #expect(given == nil)
        #expect(places(scene) == [60, 10, 30, 0])
        let swapped = scene.run(
            "swap_stake",
            [
                "hotkey": .account(second), "origin_netuid": .number(UInt16(0)),
                "destination_netuid": .number(UInt16(1)), "alpha_amount": .number(25 * Self.tao),
            ], by: other)
        #expect(swapped == nil)
        // 1000 · 25 / 1025
        #expect(places(scene) == [60, 10, 5, 24])
    }

    @Test("what a hotkey earns belongs to its stakers by their shares")
    func shares() throws {
        var scene = try Self.scene()
        #expect(Self.add(&scene, 30 * Self.tao, netuid: 0) == nil)
        #expect(Self.add(&scene, 10 * Self.tao, netuid: 0, by: ChainScene.account(2)) == nil)
        var execution = scene.execution
        execution.distributeAlpha(20 * Self.tao, Self.hotkey, 0)
        #expect(execution.alpha(Self.hotkey, Self.coldkey, 0) == 45 * Self.tao)
        #expect(execution.alpha(Self.hotkey, ChainScene.account(2), 0) == 15 * Self.tao)
        execution.removeAlpha(45 * Self.tao, Self.hotkey, Self.coldkey, 0)
        #expect(execution.alpha(Self.hotkey, ChainScene.account(2), 0) == 15 * Self.tao)
        #expect(execution.stakers(of: Self.hotkey).map(\.coldkey) == [ChainScene.account(2)])
    }
}

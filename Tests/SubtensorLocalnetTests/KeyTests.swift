// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("Delegation, keys and the senate on the embedded chain")
struct KeyTests {
    private static let (coldkey, hotkey) = (ChainScene.account(1), ChainScene.hotkey(1))
    private static let one: UInt16 = 1

    private static func stake(_ scene: inout ChainScene, _ number: UInt8, _ tao: UInt64, netuid: UInt16 = 0) {
        let failure = scene.run(
            "add_stake",
            [
                "hotkey": .account(ChainScene.hotkey(number)), "netuid": .number(netuid),
                "amount_staked": .number(tao * ChainScene.tao),
            ], by: ChainScene.account(number))
        #expect(failure == nil)
    }

    @Test("a delegate's take goes down at once and up within its bounds", arguments: RuleSet.allCases)
    func take(rules: RuleSet) throws {
        var scene = try ChainScene(rules)
        try scene.register(1...1)
        func set(_ name: String, _ take: UInt16, _ scene: inout ChainScene) -> String? {
            scene.run(name, ["hotkey": .account(Self.hotkey), "take": .number(take)], by: Self.coldkey)
        }
        #expect(scene.run("become_delegate", ["hotkey": .account(Self.hotkey)], by: Self.coldkey) == nil)
        #expect(
            scene.run("become_delegate", ["hotkey": .account(Self.hotkey)], by: Self.coldkey)
                == "HotKeyAlreadyDelegate")
        #expect(
            scene.run("become_delegate", ["hotkey": .account(Self.hotkey)], by: ChainScene.rich)
                == "NonAssociatedColdKey")
        #expect(set("increase_take", 11797, &scene) == "DelegateTakeTooHigh")
        #expect(set("decrease_take", 5000, &scene) == nil)
        #expect(set("decrease_take", 5000, &scene) == "DelegateTakeTooLow")
        // What was set once is not raised at once.
        #expect(set("increase_take", 6000, &scene) == "DelegateTxRateLimitExceeded")
        scene.state[SubtensorPallet.txDelegateTakeRateLimit] = 5
        scene.advance(by: 6)
        #expect(set("increase_take", 6000, &scene) == nil)
        #expect(set("increase_take", 7000, &scene) == "DelegateTxRateLimitExceeded")
        #expect(scene.state[SubtensorPallet.delegates, Self.hotkey] == 6000)
    }

    @Test("children weigh what their parents lend them")
    func children() throws {
        var scene = try ChainScene()
        try scene.register(1...2)
        Self.stake(&scene, 1, 100)
        let half = UInt64.max / 2
        let children = ScaleValue.list([.list([.number(half), .account(ChainScene.hotkey(2))])])
        let lent = scene.run(
            "set_children",
            ["hotkey": .account(Self.hotkey), "netuid": .number(Self.one), "children": children], by: Self.coldkey)
        #expect(lent == nil)
        let before = scene.execution.stakeWeight(of: Self.hotkey, 1)
        scene.advanceThroughEpoch()
        #expect(
            scene.state[SubtensorPallet.childKeys, Self.hotkey, Self.one] == [ScalePair(half, ChainScene.hotkey(2))])
        #expect(
            scene.state[SubtensorPallet.parentKeys, ChainScene.hotkey(2), Self.one] == [ScalePair(half, Self.hotkey)])
        let (_, tao) = scene.execution.stakeParts(of: ChainScene.hotkey(2), 1)
        #expect(tao.distance(to: 50 * ChainScene.tao).magnitude < 10)
        #expect(before > 0)
        let own = ScaleValue.list([.list([.number(half), .account(Self.hotkey)])])
        #expect(
            scene.run(
                "set_children",
                ["hotkey": .account(Self.hotkey), "netuid": .number(Self.one), "children": own], by: Self.coldkey)
                == "InvalidChild")
    }

    @Test("a new hotkey takes an old one's place, stake and all", arguments: RuleSet.allCases)
    func swap(rules: RuleSet) throws {
        var scene = try ChainScene(rules)
        try scene.register(1...2)
        Self.stake(&scene, 1, 10)
        let new = ChainScene.account(50)
        func swap(_ scene: inout ChainScene, to new: AccountID, by coldkey: AccountID) -> String? {
            scene.run(
                "swap_hotkey",
                ["hotkey": .account(Self.hotkey), "new_hotkey": .account(new), "netuid": .none], by: coldkey)
        }
        #expect(swap(&scene, to: new, by: ChainScene.rich) == "NonAssociatedColdKey")
        #expect(swap(&scene, to: Self.hotkey, by: Self.coldkey) == "NewHotKeyIsSameWithOld")
        #expect(swap(&scene, to: ChainScene.hotkey(2), by: Self.coldkey) == "HotKeyAlreadyRegisteredInSubNet")
        let before = scene.free(Self.coldkey)
        #expect(swap(&scene, to: new, by: Self.coldkey) == nil)
        #expect(scene.free(Self.coldkey) == before - SubtensorPallet.keySwapCost)
        #expect(scene.execution.hotkeys(1) == [new, ChainScene.hotkey(2)])
        #expect(scene.execution.alpha(new, Self.coldkey, 0) == 10 * ChainScene.tao)
        #expect(scene.execution.alpha(Self.hotkey, Self.coldkey, 0) == 0)
        #expect(scene.state[SubtensorPallet.owner, new] == Self.coldkey)
        #expect(scene.state[SubtensorPallet.ownedHotkeys, Self.coldkey] == [new])
    }

    @Test("a full root gives the poorest seat to whoever has more")
    func root() throws {
        var scene = try ChainScene()
        scene.state[SubtensorPallet.maxAllowedUids, UInt16(0)] = 1
        try scene.register(1...2)
        Self.stake(&scene, 1, 5)
        func join(_ number: UInt8, _ scene: inout ChainScene) -> String? {
            scene.run("root_register", ["hotkey": .account(ChainScene.hotkey(number))], by: ChainScene.account(number))
        }
        #expect(join(1, &scene) == nil)
        #expect(join(1, &scene) == "HotKeyAlreadyRegisteredInSubNet")
        #expect(join(2, &scene) == "StakeTooLowForRoot")
        Self.stake(&scene, 2, 6)
        #expect(join(2, &scene) == nil)
        #expect(scene.execution.hotkeys(0) == [ChainScene.hotkey(2)])
    }

    @Test("the senate's votes decide what is carried out", arguments: RuleSet.allCases)
    func senate(rules: RuleSet) throws {
        var scene = try ChainScene(rules)
        let triumvir = try #require(DevelopmentAccounts.sudo)
        try scene.register(1...3)
        for number in UInt8(1)...3 {
            Self.stake(&scene, number, 10)
            let (coldkey, hotkey) = (ChainScene.account(number), ChainScene.hotkey(number))
            #expect(
                scene.run("adjust_senate", ["hotkey": .account(hotkey)], by: coldkey) == "HotKeyNotRegisteredInSubNet")
            #expect(scene.run("root_register", ["hotkey": .account(hotkey)], by: coldkey) == nil)
            #expect(scene.run("adjust_senate", ["hotkey": .account(hotkey)], by: coldkey) == nil)
        }
        #expect(scene.state[SenatePallets.senate].count == 3)
        let motion = Call("AdminUtils", "sudo_set_tempo", ["netuid": .number(Self.one), "tempo": .number(UInt16(77))])
        let propose = Call(
            "Triumvirate", "propose",
            ["proposal": motion.value, "length_bound": .number(UInt32(100)), "duration": .number(UInt32(50))])
        #expect(scene.run(propose, from: .signed(ChainScene.rich)) == "NotMember")
        #expect(scene.run(propose, from: .signed(triumvir)) == nil)
        let hash = try #require(scene.state[SenatePallets.proposals].first)
        func vote(_ number: UInt8, _ approve: Bool, _ scene: inout ChainScene) -> String? {
            scene.run(
                "vote",
                [
                    "hotkey": .account(ChainScene.hotkey(number)), "proposal": .hash(hash), "index": .number(UInt32(0)),
                    "approve": .bool(approve),
                ], by: ChainScene.account(number))
        }
        let weight = ScaleValue.record([.init("ref_time", .number(UInt64(0))), .init("proof_size", .number(UInt64(0)))])
        let close = Call(
            "Triumvirate", "close",
            [
                "proposal_hash": .hash(hash), "index": .number(UInt32(0)), "proposal_weight_bound": weight,
                "length_bound": .number(UInt32(100)),
            ])
        #expect(vote(1, true, &scene) == nil)
        #expect(vote(1, true, &scene) == "DuplicateVote")
        #expect(vote(2, false, &scene) == nil)
        #expect(scene.state[SenatePallets.voting, hash]?.ayes == [ChainScene.hotkey(1)])
        #expect(scene.run(close, from: .signed(triumvir)) == "TooEarlyToCloseProposal")
        #expect(vote(2, true, &scene) == nil)
        #expect(scene.run(close, from: .signed(triumvir)) == nil)
        #expect(scene.state[SubtensorPallet.tempo, Self.one] == 77)
        #expect(scene.state[SenatePallets.proposals].isEmpty)
    }

    @Test("identities and commitments are kept and shown")
    func identity() throws {
        var scene = try ChainScene()
        let texts: [ScaleValue.Member] = [
            "name", "url", "github_repo", "image", "discord", "description", "additional",
        ].map { .init($0, .bytes(Array($0.utf8))) }
        let call = Call(SubtensorPallet.name, "set_identity", members: texts)
        #expect(scene.run(call, from: .signed(Self.coldkey)) == "HotKeyNotRegisteredInNetwork")
        try scene.register(1...1)
        #expect(scene.run(call, from: .signed(Self.coldkey)) == nil)
        #expect(scene.execution.stored(SubtensorPallet.identities, Self.coldkey)[0]?["url"]?.bytes == Array("url".utf8))
        let field = ScaleValue.variant("Raw3", .bytes([1, 2, 3]))
        let info = ScaleValue.record([.init("fields", .list([field]))])
        let commit = Call("Commitments", "set_commitment", ["netuid": .number(Self.one), "info": info])
        #expect(scene.run(commit, from: .signed(ChainScene.rich)) == "AccountNotAllowedCommit")
        #expect(scene.run(commit, from: .signed(Self.hotkey)) == nil)
        let stored = scene.execution.stored(CommitmentsPallet.commitmentOf, Self.one, Self.hotkey)
        #expect(stored.description.contains("Raw3(0x010203)"))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing
import Timelock

@testable import SubtensorLocalnet

@Suite("Timelocked weights on the embedded chain")
struct TimelockedCommitTests {
    private static let one: UInt16 = 1
    private static let validator = ChainScene.hotkey(1)
    /// Subnet 1 in block 11, its second epoch, with a validator, uid 0, that has stake and a permit, and three others.
    private static func scene() throws -> ChainScene {
        var scene = try ChainScene(tempo: 10, commitReveal: true)
        try scene.register(1...4)
        let staked = scene.run(
            "add_stake",
            [
                "hotkey": .account(validator), "netuid": .number(UInt16(0)),
                "amount_staked": .number(60 * ChainScene.tao),
            ], by: ChainScene.account(1))
        #expect(staked == nil)
        scene.tick(to: 11)
        return scene
    }

    private static func beacon() throws -> DrandBeacon {
        try DrandBeacon(publicKey: LocalBeacon.publicKey, genesis: 0, period: 1)
    }

    /// The round that is published at a moment that many blocks after the chain's beginning.
    private static func round(blocks: UInt64) -> UInt64 { (ChainScene.start + blocks * 12_000) / 1000 + 1 }

    private static func payload(_ hotkey: AccountID = validator, uids: [UInt16] = [2, 3]) -> [UInt8] {
        hotkey.bytes.scaleEncoded + uids.scaleEncoded + uids.map { $0 * 10 }.scaleEncoded + UInt64(0).scaleEncoded
    }

    private static func commit(
        _ bytes: [UInt8], until round: UInt64, in scene: inout ChainScene, netuid: UInt16 = one,
        mechanism: UInt8? = nil,
        version: UInt16 = 4, by hotkey: AccountID = validator
    ) -> String? {
        guard let mechanism else {
            return scene.run(
                "commit_timelocked_weights",
                [
                    "netuid": .number(netuid), "commit": .bytes(bytes), "reveal_round": .number(round),
                    "commit_reveal_version": .number(version),
                ], by: hotkey)
        }
        return scene.run(
            "commit_timelocked_mechanism_weights",
            [
                "netuid": .number(netuid), "mecid": .number(mechanism), "commit": .bytes(bytes),
                "reveal_round": .number(round), "commit_reveal_version": .number(version),
            ], by: hotkey)
    }

    private static func weights(_ scene: ChainScene, index: UInt16 = one) -> [UInt16] {
        scene.state[SubtensorPallet.weights, index, UInt16(0)].map(\.first)
    }

    private static func open(_ scene: ChainScene, index: UInt16 = one) -> Int {
        let prefix = SubtensorPallet.timelockedWeightCommits.declaration.key([index]).bytes
        return scene.state.keys(withPrefix: prefix).count
    }

    @Test(
        "what is encrypted for the chain's beacon is opened at the beginning of its epoch, for each mechanism its own")
    func opened() throws {
        var scene = try Self.scene()
        scene.execution.setMechanismCount(2, Self.one)
        // Epochs of eleven blocks: the next one begins in block 20.
        let round = Self.round(blocks: 20)
        let first = try Self.beacon().encrypt(Self.payload(), until: round).bytes
        let second = try Self.beacon().encrypt(Self.payload(uids: [3]), until: round).bytes
        #expect(Self.commit(first, until: round, in: &scene) == nil)
        let event = try #require(try scene.event("TimelockedWeightsCommitted"))
        #expect(event[0]?.account == Self.validator && event[1]?.uint64 == 1 && event[3]?.uint64 == round)
        #expect(event[2]?.bytes == Hashing.blake2b256(first))
        #expect(Self.commit(second, until: round, in: &scene, mechanism: 1) == nil)
        #expect(scene.state[SubtensorPallet.lastUpdate, UInt16(4097)].first == scene.block)
        scene.tick(to: 19)
        #expect(Self.weights(scene).isEmpty)
        scene.tick(to: 20)
        #expect(Self.weights(scene) == [2, 3])
        #expect(Self.weights(scene, index: 4097) == [3])
        let revealed = try #require(try scene.event("TimelockedWeightsRevealed"))
        #expect(revealed[0]?.uint64 == 4097 && revealed[1]?.account == Self.validator)
        #expect(Self.open(scene) == 0 && Self.open(scene, index: 4097) == 0)
        let pulse = try #require(scene.state[DrandPallet.pulses, round])
        #expect(try Self.beacon().isValid(BeaconSignature(pulse.signature), of: round))
        // The commitment is the last update, not its opening.
        #expect(scene.state[SubtensorPallet.lastUpdate, Self.one].first ?? 0 < 19)
    }

    @Test("a commitment is checked in the chain's order")
    func checked() throws {
        var scene = try Self.scene()
        scene.state[DrandPallet.lastStoredRound] = 7
        scene.state[SubtensorPallet.stakeThreshold] = .max
        #expect(Self.commit([1], until: 6, in: &scene, netuid: 9) == "NotEnoughStakeToSetWeights")
        scene.state[SubtensorPallet.stakeThreshold] = 0
        #expect(Self.commit([1], until: 6, in: &scene, netuid: 9) == "InvalidRevealRound")
        #expect(Self.commit([1], until: 7, in: &scene, netuid: 9) == "SubnetNotExists")
        #expect(Self.commit([1], until: 7, in: &scene, mechanism: 1) == "MechanismDoesNotExist")
        scene.state[SubtensorPallet.commitRevealEnabled, Self.one] = false
        #expect(Self.commit([1], until: 7, in: &scene, version: 3) == "CommitRevealDisabled")
        scene.state[SubtensorPallet.commitRevealEnabled, Self.one] = true
        #expect(
            Self.commit([1], until: 7, in: &scene, version: 3, by: ChainScene.rich) == "IncorrectCommitRevealVersion")
        #expect(Self.commit([1], until: 7, in: &scene, by: ChainScene.rich) == "HotKeyNotRegisteredInSubNet")
        scene.state[SubtensorPallet.weightsSetRateLimit, Self.one] = 1000
        #expect(Self.commit([1], until: 7, in: &scene) == "CommittingWeightsTooFast")
        scene.state[SubtensorPallet.weightsSetRateLimit, Self.one] = 0
        #expect(Self.commit([UInt8](repeating: 0, count: 5001), until: 7, in: &scene) == "Other")
        for _ in 0..<10 { #expect(Self.commit([1], until: 7, in: &scene) == nil) }
        #expect(Self.commit([1], until: 7, in: &scene) == "TooManyUnrevealedCommits")
        // Others have ten of their own, and so has the next epoch.
        #expect(Self.commit([1], until: 7, in: &scene, by: ChainScene.hotkey(2)) == nil)
        scene.advanceThroughEpoch()
        scene.advance(by: 1)
        #expect(Self.commit([1], until: scene.state[DrandPallet.lastStoredRound], in: &scene) == nil)
        #expect(
            scene.run(
                Call("AdminUtils", "sudo_set_commit_reveal_version", ["version": .number(UInt16(5))]), from: .root)
                == nil)
        #expect(Self.commit([1], until: .max, in: &scene) == "IncorrectCommitRevealVersion")
    }

    @Test("what is no weights of the signer's is left out in silence, and stops nothing")
    func hostile() throws {
        var scene = try Self.scene()
        let (round, beacon) = (Self.round(blocks: 20), try Self.beacon())
        let whole = try beacon.encrypt(Self.payload(), until: round).bytes
        var broken = whole
        broken[150] ^= 1
        let bad: [[UInt8]] = [
            [], [1, 2, 3], [UInt8](repeating: 0xff, count: 5000), Array(whole.dropLast()), broken,
            try beacon.encrypt(Self.payload(ChainScene.hotkey(2)), until: round).bytes,
            try beacon.encrypt(Array(Self.payload().dropLast(9)), until: round).bytes,
            try beacon.encrypt(Self.payload(uids: [2, 2]), until: round).bytes,
            try DrandBeacon.quicknet.encrypt(Self.payload(), until: round).bytes,
        ]
        for bytes in bad { #expect(Self.commit(bytes, until: round, in: &scene) == nil) }
        #expect(Self.open(scene) == 1)
        scene.tick(to: 20)
        #expect(Self.weights(scene).isEmpty && Self.open(scene) == 0)
        #expect(try scene.event("TimelockedWeightsRevealed") == nil)
    }

    @Test("a commitment whose pulse is late is opened when it comes, and gone when that is after its epoch")
    func late() throws {
        var scene = try Self.scene()
        // The beacon is three blocks ahead of the clock, and of the blocks: with the epoch's first block, the 20th, come
        // rounds up to the 23rd.
        let (soon, never) = (Self.round(blocks: 26), Self.round(blocks: 40))
        for round in [soon, never] {
            let bytes = try Self.beacon().encrypt(Self.payload(), until: round).bytes
            #expect(Self.commit(bytes, until: round, in: &scene) == nil)
        }
        scene.tick(to: 23)
        #expect(Self.weights(scene).isEmpty && Self.open(scene) == 1)
        scene.tick(to: 24)
        #expect(Self.weights(scene) == [2, 3])
        #expect(Self.open(scene) == 1)
        scene.tick(to: 31)
        #expect(Self.open(scene) == 0)
        #expect(scene.state[DrandPallet.pulses, never] == nil)
    }

    @Test("the first two epochs of a chain open nothing, where they are not counted")
    func young() throws {
        var scene = try ChainScene(.burn, commitReveal: true)
        try scene.register(1...1)
        #expect(Self.commit([1], until: 1, in: &scene) == nil)
        while scene.block < 19 { scene.advance(by: 1) }
        #expect(Self.open(scene) == 1)
        scene.advance(by: 1)
        #expect(Self.open(scene) == 0)
        #expect(try scene.event("NewPulse") == nil)
    }

    @Test("subnets begin as the main network's do, unless the chain was made otherwise", arguments: [true, false])
    func beginning(commitReveal: Bool) async throws {
        var configuration = LocalnetConfiguration(blockTime: nil)
        configuration.commitReveal = commitReveal
        let chain = try Localnet(configuration)
        var execution = Execution(runtime: chain.declared, block: 1, state: await chain.newestState)
        execution.addSubnet(2, owner: ChainScene.rich, hotkey: ChainScene.rich)
        for netuid in UInt16(1)...2 {
            #expect(execution.state[SubtensorPallet.commitRevealEnabled, netuid] == commitReveal)
        }
    }
}

extension ChainScene {
    /// The chain's time before its first block, in Unix milliseconds.
    fileprivate static let start: UInt64 = 1_800_000_000_000

    /// Begins blocks up to one, each twelve seconds after the one before.
    fileprivate mutating func tick(to block: UInt64) {
        while self.block < block {
            state[TimestampPallet.now] = Self.start + self.block * 12_000
            advance(by: 1)
        }
    }
}

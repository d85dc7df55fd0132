// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("Subnets, weights and epochs on the embedded chain")
struct SubnetTests {
    private static let tao = ChainScene.tao
    private static let one: UInt16 = 1

    private static func weights(
        _ scene: inout ChainScene, _ uids: [UInt16], _ values: [UInt16], by hotkey: AccountID
    ) -> String? {
        scene.run(
            "set_weights",
            [
                "netuid": .number(one), "dests": .numbers(uids), "weights": .numbers(values),
                "version_key": .number(UInt64(0)),
            ], by: hotkey)
    }

    /// The hand-worked example of the consensus, as a subnet: stakes of 60 and 40 TAO at the root.
    private static func workedExample(_ rules: RuleSet) throws -> ChainScene {
        var scene = try ChainScene(rules)
        try scene.register(1...4)
        for (number, amount) in [(UInt8(1), 60 * tao), (2, 40 * tao)] {
            let staked = scene.run(
                "add_stake",
                [
                    "hotkey": .account(ChainScene.hotkey(number)), "netuid": .number(UInt16(0)),
                    "amount_staked": .number(amount),
                ], by: ChainScene.account(number))
            #expect(staked == nil)
        }
        return scene
    }

    @Test("an epoch gives what the consensus says", arguments: RuleSet.allCases)
    func epoch(rules: RuleSet) throws {
        var scene = try Self.workedExample(rules)
        #expect(Self.weights(&scene, [2, 3], [3, 1], by: ChainScene.hotkey(1)) == "NeuronNoValidatorPermit")
        // The first epoch gives the permits.
        scene.advanceThroughEpoch()
        #expect(scene.state[SubtensorPallet.validatorPermit, Self.one] == [true, true, false, false])
        // Without weights, validators have all; who has none stake has nothing to be equal by.
        scene.state[SubtensorPallet.totalHotkeyAlpha, ChainScene.hotkey(1), Self.one] = 0
        scene.state[SubtensorPallet.totalHotkeyAlpha, ChainScene.hotkey(2), Self.one] = 0
        #expect(Self.weights(&scene, [2, 3], [3, 1], by: ChainScene.hotkey(1)) == nil)
        #expect(Self.weights(&scene, [2, 3], [7, 7], by: ChainScene.hotkey(2)) == nil)
        #expect(
            scene.state[SubtensorPallet.weights, Self.one, UInt16(0)]
                == [ScalePair(2, 65535), ScalePair(3, 21845)])
        let server = scene.execution.alpha(ChainScene.hotkey(3), ChainScene.account(3), 1)
        scene.advanceThroughEpoch()
        func parts(_ item: StorageItem<[UInt16]>) -> [Double] {
            scene.state[item, Self.one].map { (Double($0) / 65.535).rounded() / 1000 }
        }
        #expect(parts(SubtensorPallet.incentive) == [0, 0, 0.722, 0.278])
        #expect(parts(SubtensorPallet.dividends) == [0.667, 0.333, 0, 0])
        #expect(parts(SubtensorPallet.consensus) == [0, 0, 0.75, 0.25])
        #expect(parts(SubtensorPallet.trust) == [0, 0, 1, 0.714])
        #expect(parts(SubtensorPallet.validatorTrust) == [1, 0.75, 0, 0])
        let emission = scene.state[SubtensorPallet.emission, Self.one]
        // Ten blocks or eleven of one alpha, 18 % of it the owner's, half of the rest for servers.
        let servers = Double((rules == .powRegister ? 10 : 11) * Self.tao) * (1 - 11796.0 / 65535) / 2
        #expect(abs(Double(emission[2]) - servers * 13 / 18) < 1e6)
        #expect(abs(Double(emission[0]) - servers * 2 / 3) < 1e6)
        #expect(scene.execution.alpha(ChainScene.hotkey(3), ChainScene.account(3), 1) == server + emission[2])
        #expect(!scene.state[SubtensorPallet.bonds, Self.one, UInt16(0)].isEmpty)
    }

    @Test("weights are checked before they count")
    func weightChecks() throws {
        var scene = try Self.workedExample(.powRegister)
        scene.advanceThroughEpoch()
        let hotkey = ChainScene.hotkey(1)
        #expect(Self.weights(&scene, [2, 3], [1], by: hotkey) == "WeightVecNotEqualSize")
        #expect(Self.weights(&scene, [2, 2], [1, 1], by: hotkey) == "DuplicateUids")
        #expect(Self.weights(&scene, [2, 9], [1, 1], by: hotkey) == "UidVecContainInvalidOne")
        #expect(Self.weights(&scene, [0, 1, 2, 3, 4], [1, 1, 1, 1, 1], by: hotkey) == "UidsLengthExceedUidsInSubNet")
        #expect(Self.weights(&scene, [2], [1], by: ChainScene.rich) == "HotKeyNotRegisteredInSubNet")
        scene.state[SubtensorPallet.minAllowedWeights, Self.one] = 2
        #expect(Self.weights(&scene, [2], [1], by: hotkey) == "WeightVecLengthIsLow")
        scene.state[SubtensorPallet.weightsVersionKey, Self.one] = 4
        #expect(Self.weights(&scene, [2, 3], [1, 1], by: hotkey) == "IncorrectWeightVersionKey")
        scene.state[SubtensorPallet.weightsVersionKey, Self.one] = 0
        scene.state[SubtensorPallet.weightsSetRateLimit, Self.one] = 1000
        #expect(Self.weights(&scene, [2, 3], [1, 1], by: hotkey) == "SettingWeightsTooFast")
        scene.state[SubtensorPallet.commitRevealEnabled, Self.one] = true
        #expect(Self.weights(&scene, [2, 3], [1, 1], by: hotkey) == "CommitRevealEnabled")
    }

    @Test("committed weights are revealed in their epoch, and only then")
    func commitReveal() throws {
        var scene = try Self.workedExample(.powRegister)
        scene.advanceThroughEpoch()
        scene.state[SubtensorPallet.commitRevealEnabled, Self.one] = true
        let (hotkey, salt) = (ChainScene.hotkey(1), [UInt16(7), 8])
        let weights = SubmittedWeights(netuid: 1, uids: [2, 3], values: [5, 10], versionKey: 0)
        let hash = Execution.commitHash(weights, salt: salt, by: hotkey)
        func reveal(_ scene: inout ChainScene, salt: [UInt16]) -> String? {
            scene.run(
                "reveal_weights",
                [
                    "netuid": .number(Self.one), "uids": .numbers([UInt16(2), 3]), "values": .numbers([UInt16(5), 10]),
                    "salt": .numbers(salt), "version_key": .number(UInt64(0)),
                ], by: hotkey)
        }
        #expect(reveal(&scene, salt: salt) == "NoWeightsCommitFound")
        #expect(
            scene.run("commit_weights", ["netuid": .number(Self.one), "commit_hash": .hash(hash)], by: hotkey) == nil)
        #expect(reveal(&scene, salt: salt) == "RevealTooEarly")
        scene.advanceThroughEpoch()
        #expect(reveal(&scene, salt: [1]) == "InvalidRevealCommitHashNotMatch")
        var late = scene
        late.advance(by: 20)
        #expect(reveal(&late, salt: salt) == "ExpiredWeightCommit")
        #expect(reveal(&scene, salt: salt) == nil)
        #expect(
            scene.state[SubtensorPallet.weights, Self.one, UInt16(0)]
                == [ScalePair(2, 32767), ScalePair(3, 65535)])
    }

    @Test("a full subnet prunes the lowest score, those past their immunity first")
    func pruning() throws {
        var scene = try ChainScene()
        scene.state[SubtensorPallet.maxAllowedUids, Self.one] = 3
        scene.state[SubtensorPallet.immunityPeriod, Self.one] = 50
        try scene.register(1...2)
        scene.advance(by: 60)
        try scene.register(3...3)
        scene.state[SubtensorPallet.pruningScores, Self.one] = [9, 5, 0]
        // Neuron 2 has the lowest score but is immune.
        try scene.register(4...4)
        #expect(scene.execution.hotkeys(1) == [1, 4, 3].map(ChainScene.hotkey))
        #expect(scene.state[SubtensorPallet.uids, Self.one, ChainScene.hotkey(2)] == nil)
        #expect(scene.state[SubtensorPallet.pruningScores, Self.one] == [9, 0, 0])
        #expect(scene.state[SubtensorPallet.subnetworkN, Self.one] == 3)
    }

    @Test("a subnet costs its lock, and the next one twice as much", arguments: RuleSet.allCases)
    func create(rules: RuleSet) throws {
        var scene = try ChainScene(rules)
        let (owner, hotkey) = (ChainScene.account(1), ChainScene.hotkey(1))
        let cost = scene.execution.networkLockCost
        #expect(cost == 1000 * Self.tao)
        let before = scene.free(owner)
        #expect(scene.run("register_network", ["hotkey": .account(hotkey)], by: owner) == nil)
        #expect(scene.free(owner) == before - cost)
        #expect(scene.execution.networkLockCost == 2 * cost)
        #expect(scene.execution.netuids == [0, 1, 2])
        #expect(scene.execution.hotkeys(2) == [hotkey])
        #expect(scene.state[SubtensorPallet.subnetOwner, UInt16(2)] == owner)
        #expect(scene.run("start_call", ["netuid": .number(UInt16(2))], by: ChainScene.rich) == "NotSubnetOwner")
        #expect(scene.run("start_call", ["netuid": .number(UInt16(2))], by: owner) == nil)
        scene.advance(by: 7200)
        #expect(scene.execution.networkLockCost < 2 * cost)
        #expect(scene.state[SubtensorPallet.subnetAlphaOut, UInt16(2)] > 7000 * Self.tao)
    }

    @Test("a subnet's owner names it and sets what owners may")
    func ownership() throws {
        var scene = try ChainScene()
        let owner = ChainScene.account(1)
        #expect(scene.run("register_network", ["hotkey": .account(ChainScene.hotkey(1))], by: owner) == nil)
        let texts: [(String, ScaleValue)] = [
            "subnet_name", "github_repo", "subnet_contact", "subnet_url", "discord", "description", "logo_url",
            "additional",
        ].map { ($0, .bytes(Array("my \($0)".utf8))) }
        let call = Call(
            SubtensorPallet.name, "set_subnet_identity",
            members: [.init("netuid", .number(UInt16(2)))] + texts.map { .init($0.0, $0.1) })
        #expect(scene.run(call, from: .signed(ChainScene.rich)) == "NotSubnetOwner")
        #expect(scene.run(call, from: .signed(owner)) == nil)
        let stored = scene.execution.stored(SubtensorPallet.subnetIdentities, UInt16(2))
        #expect(stored[0]?["subnet_name"]?.bytes == Array("my subnet_name".utf8))
        func set(_ name: String, _ argument: String, _ value: UInt64) -> Call {
            Call("AdminUtils", name, ["netuid": .number(UInt16(2)), argument: .number(value)])
        }
        #expect(scene.run(set("sudo_set_rho", "rho", 40000), from: .signed(owner)) == nil)
        #expect(scene.state[SubtensorPallet.rho, UInt16(2)] == 40000)
        #expect(scene.run(set("sudo_set_kappa", "kappa", 40000), from: .signed(owner)) == "BadOrigin")
        #expect(scene.run(set("sudo_set_tempo", "tempo", 359), from: .signed(owner)) == "ValueNotInBounds")
        #expect(scene.run(set("sudo_set_tempo", "tempo", 720), from: .signed(owner)) == nil)
        #expect(scene.run(set("sudo_set_tempo", "tempo", 5), from: .root) == nil)
        let moving = set("sudo_set_bonds_moving_average", "bonds_moving_average", 1_000_001)
        #expect(scene.run(moving, from: .signed(owner)) == "ValueNotInBounds")
    }

    @Test("an owner counts the activity cutoff in tempos in the newest runtime, and in blocks before")
    func activityCutoff() throws {
        let factor = Call(
            "AdminUtils", "sudo_set_activity_cutoff_factor",
            ["netuid": .number(Self.one), "factor_milli": .number(UInt32(2_500))])
        var scene = try ChainScene(tempo: 100)
        #expect(scene.execution.activityCutoff(Self.one) == 1388)
        #expect(scene.run(factor, from: .root) == nil)
        #expect(scene.execution.activityCutoff(Self.one) == 250)
        var older = try ChainScene(.burn, tempo: 100)
        #expect(older.run(factor, from: .root) != nil)
        #expect(older.execution.activityCutoff(Self.one) == 5000)
        let tempo = Call(
            "AdminUtils", "sudo_set_tempo", ["netuid": .number(Self.one), "tempo": .number(UInt16(720))])
        #expect(older.run(tempo, from: .signed(older.state[SubtensorPallet.subnetOwner, Self.one])) == "BadOrigin")
    }

    @Test("a subnet has one mechanism, which gets all, or two, which share")
    func mechanisms() throws {
        var scene = try ChainScene()
        let owner = scene.state[SubtensorPallet.subnetOwner, Self.one]
        func count(_ count: UInt8) -> Call {
            Call(
                "AdminUtils", "sudo_set_mechanism_count",
                ["netuid": .number(Self.one), "mechanism_count": .number(count)])
        }
        func split(_ split: ScaleValue) -> Call {
            Call(
                "AdminUtils", "sudo_set_mechanism_emission_split", ["netuid": .number(Self.one), "maybe_split": split])
        }
        #expect(scene.run(count(1), from: .signed(owner)) == nil)
        #expect(scene.run(count(0), from: .signed(owner)) == "InvalidValue")
        #expect(scene.run(count(3), from: .signed(owner)) == "InvalidValue")
        #expect(scene.run(count(1), from: .signed(ChainScene.rich)) == "BadOrigin")
        let whole = ScaleValue.variant("Some", .list([.number(UInt16.max)]))
        #expect(scene.run(split(whole), from: .signed(owner)) == nil)
        #expect(scene.state[SubtensorPallet.mechanismEmissionSplit, Self.one] == [UInt16.max])
        let half = ScaleValue.variant("Some", .list([.number(UInt16(32767)), .number(UInt16(32768))]))
        #expect(scene.run(split(half), from: .signed(owner)) == "InvalidValue")
        #expect(scene.run(split(.none), from: .signed(owner)) == nil)
        #expect(scene.state[SubtensorPallet.mechanismEmissionSplit, Self.one] == nil)
        #expect(scene.run(count(2), from: .signed(owner)) == nil)
        #expect(scene.execution.mechanismShares(Self.one).map(\.share.doubleValue) == [0.5, 0.5])
        #expect(scene.execution.mechanismShares(Self.one).map(\.index) == [1, 4097])
        #expect(scene.run(split(half), from: .signed(owner)) == nil)
    }

    @Test("each mechanism has weights of its own, and servers earn of each by its part of the emission")
    func mechanismEmission() throws {
        var scene = try Self.workedExample(.powRegister)
        scene.advanceThroughEpoch()
        scene.execution.setMechanismCount(2, Self.one)
        scene.state[SubtensorPallet.mechanismEmissionSplit, Self.one] = [16384, 49151]
        func set(_ mechanism: UInt8, _ uids: [UInt16], by hotkey: AccountID) -> String? {
            scene.run(
                "set_mechanism_weights",
                [
                    "netuid": .number(Self.one), "mecid": .number(mechanism), "dests": .numbers(uids),
                    "weights": .numbers(uids.map { _ in UInt16(1) }), "version_key": .number(UInt64(0)),
                ], by: hotkey)
        }
        for number in UInt8(1)...2 {
            #expect(set(0, [2], by: ChainScene.hotkey(number)) == nil)
            #expect(set(1, [3], by: ChainScene.hotkey(number)) == nil)
        }
        #expect(set(2, [3], by: ChainScene.hotkey(1)) == "MechanismDoesNotExist")
        scene.advanceThroughEpoch()
        #expect(scene.state[SubtensorPallet.incentive, Self.one] == [0, 0, 65535, 0])
        #expect(scene.state[SubtensorPallet.incentive, UInt16(4097)] == [0, 0, 0, 65535])
        let emission = scene.state[SubtensorPallet.emission, Self.one]
        let servers = Double(emission[2] + emission[3])
        #expect(abs(Double(emission[2]) / servers - 16384 / 65535) < 1e-6)
        #expect(scene.state[SubtensorPallet.bonds, UInt16(4097), UInt16(0)].map(\.first) == [3])
        // What a mechanism had goes with it.
        scene.execution.setMechanismCount(1, Self.one)
        #expect(scene.state[SubtensorPallet.weights, UInt16(4097), UInt16(0)].isEmpty)
        #expect(scene.state[SubtensorPallet.incentive, UInt16(4097)].isEmpty)
    }

    @Test("neurons say where they serve", arguments: RuleSet.allCases)
    func serving(rules: RuleSet) throws {
        var scene = try ChainScene(rules)
        try scene.register(1...1)
        func serve(_ scene: inout ChainScene, ip: UInt64, port: UInt16 = 8091, type: UInt8 = 4, by hotkey: AccountID)
            -> String?
        {
            scene.run(
                "serve_axon",
                [
                    "netuid": .number(Self.one), "version": .number(UInt32(7)), "ip": .number(ip),
                    "port": .number(port),
                    "ip_type": .number(type), "protocol": .number(UInt8(4)), "placeholder1": .number(UInt8(0)),
                    "placeholder2": .number(UInt8(0)),
                ], by: hotkey)
        }
        let hotkey = ChainScene.hotkey(1)
        #expect(serve(&scene, ip: 0x0808_0808, by: ChainScene.rich) == "HotKeyNotRegisteredInNetwork")
        #expect(serve(&scene, ip: 0x0808_0808, type: 5, by: hotkey) == "InvalidIpType")
        #expect(serve(&scene, ip: 0xFFFF_FFFF, by: hotkey) == "InvalidIpAddress")
        #expect(serve(&scene, ip: 0x0808_0808, port: 0, by: hotkey) == "InvalidPort")
        #expect(serve(&scene, ip: 0x0808_0808, by: hotkey) == nil)
        #expect(serve(&scene, ip: 0x0808_0808, by: hotkey) == "ServingRateLimitExceeded")
        #expect(scene.state[SubtensorPallet.axons, Self.one, hotkey]?.ip == 0x0808_0808)
        scene.advance(by: 50)
        #expect(serve(&scene, ip: 0x0909_0909, by: hotkey) == nil)
        scene.advance(by: 50)
        // Real chains refuse it; here all peers may be on one machine.
        #expect(serve(&scene, ip: 0x7F00_0001, by: hotkey) == nil)
        let prometheus = scene.run(
            "serve_prometheus",
            [
                "netuid": .number(Self.one), "version": .number(UInt32(7)), "ip": .number(UInt64(0x0808_0808)),
                "port": .number(UInt16(90)), "ip_type": .number(UInt8(4)),
            ], by: hotkey)
        #expect(prometheus == nil)
        #expect(scene.state[SubtensorPallet.prometheus, Self.one, hotkey]?.port == 90)
    }
}

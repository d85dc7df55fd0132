// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorClient

/// What comes of setting a parameter of subnet 1 in a small world.
enum OwnerTrial {
    static func refusal(
        _ name: String, to text: String, asRoot: Bool = false, in world: ActionWorld,
        location: SourceLocation = #_sourceLocation
    ) async -> BittensorError? {
        await #expect(throws: BittensorError.self, sourceLocation: location) {
            try await world.subtensor.preview(
                .setHyperparameter(name, to: text, on: 1, asRoot: asRoot), for: world.coldkey.accountID)
        }
    }

    static func call(
        _ name: String, to text: String, asRoot: Bool = false, in world: ActionWorld
    ) async throws -> String {
        let call = try await world.subtensor.preview(
            .setHyperparameter(name, to: text, on: 1, asRoot: asRoot), for: world.coldkey.accountID
        ).call
        guard call.name == "sudo", let inner = call.arguments.first?.value, let made = Call(inner) else {
            return "\(call.pallet).\(call.name)"
        }
        return "sudo \(made.pallet).\(made.name)"
    }

    /// A world whose coldkey owns the chain too.
    static func world(spec: Int) async throws -> ActionWorld {
        let world = try await ActionWorld(spec: spec)
        try world.node.set(StorageQuery("Sudo", "Key"), .account(world.coldkey.accountID))
        return world
    }
}

@Suite("What owners may set, and when")
struct OwnerRuleTests {
    @Test("tempo and the cutoff go out by the call that works: up to 422 only the root has one")
    func generations() async throws {
        for spec in [218, 293, 343] {
            let world = try await OwnerTrial.world(spec: spec)
            let refusal = await OwnerTrial.refusal("tempo", to: "720", in: world)
            #expect(refusal?.code == .notOwner)
            #expect(refusal?.reason.contains("only the root of the chain sets tempo on runtime \(spec)") == true)
            #expect(
                try await OwnerTrial.call("tempo", to: "99", asRoot: true, in: world)
                    == "sudo AdminUtils.sudo_set_tempo")
            #expect(
                try await OwnerTrial.call("activity_cutoff", to: "99", in: world)
                    == "AdminUtils.sudo_set_activity_cutoff")
            #expect(await OwnerTrial.refusal("activity_cutoff_factor", to: "2000", in: world)?.code == .callMissing)
        }
        let world = try await OwnerTrial.world(spec: 424)
        #expect(try await OwnerTrial.call("tempo", to: "720", in: world) == "SubtensorModule.set_tempo")
        #expect(
            try await OwnerTrial.call("tempo", to: "99", asRoot: true, in: world) == "sudo AdminUtils.sudo_set_tempo")
        for (asRoot, prefix) in [(false, ""), (true, "sudo ")] {
            #expect(
                try await OwnerTrial.call("activity_cutoff_factor", to: "2000", asRoot: asRoot, in: world)
                    == prefix + "SubtensorModule.set_activity_cutoff_factor")
        }
        let old = await OwnerTrial.refusal("activity_cutoff", to: "99", in: world)
        #expect(old?.code == .callMissing)
        #expect(old?.reason.contains("activity_cutoff_factor: set that one") == true)
        let work = await OwnerTrial.refusal("network_pow_registration_allowed", to: "on", in: world)
        #expect(work?.reason.contains("switched off there for good") == true)
    }

    @Test(
        "root and owner alone are told apart",
        arguments: [
            ("kappa", "0.5", false, "only the root"), ("registration_allowed", "on", false, "only the root"),
            ("max_validators", "64", false, "only the root"), ("subtoken_enabled", "on", false, "only the root"),
            ("sn_owner_hotkey", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", true, "only the owner"),
            ("yuma_version", "3", false, "yuma3_enabled sets it"),
            ("max_weights_limit", "0.5", false, "limits no single weight"),
        ])
    func authority(name: String, text: String, asRoot: Bool, words: String) async throws {
        let refusal = await OwnerTrial.refusal(
            name, to: text, asRoot: asRoot, in: try await OwnerTrial.world(spec: 424))
        #expect(refusal?.reason.contains(words) == true, "\(refusal?.reason ?? "")")
    }

    @Test(
        "what the chain takes of no owner is refused with what it takes; the root may go further",
        arguments: [
            ("tempo", "359", "360 to 50400"), ("tempo", "50401", "360 to 50400"),
            ("activity_cutoff_factor", "999", "1000 to 50000"), ("bonds_moving_avg", "0.98", "0 to 975000"),
            ("commit_reveal_period", "0", "1 to 100"), ("burn_half_life", "36101", "1 to 36100"),
            ("min_burn", "1.0", "τ0.000000000 to τ0.999999999"), ("max_burn", "100", "TAO have a point"),
            ("burn_increase_mult", "3.1", "× 1 to × 3"), ("burn_increase_mult", "2", "a multiple has a point"),
            ("alpha_sigmoid_steepness", "-1", "0 to 32767"), ("mechanism_count", "3", "2 at most on this chain"),
            ("mechanism_emission_split", "1,1", "the subnet has 1, not 2"),
            ("min_burn", "0.5", "below max_burn"), ("max_burn", "0.2", "above min_burn"),
            ("mechanism_count", "0", "1 to 255"),
        ])
    func ranges(name: String, text: String, words: String) async throws {
        let world = try await OwnerTrial.world(spec: 424)
        if name == "min_burn" {
            try world.node.set(StorageQuery("SubtensorModule", "MaxBurn", NetUID(1)), .number(UInt64(200_000_000)))
        }
        if name == "max_burn" {
            try world.node.set(StorageQuery("SubtensorModule", "MinBurn", NetUID(1)), .number(UInt64(300_000_000)))
        }
        let refusal = await OwnerTrial.refusal(name, to: text, in: world)
        #expect(refusal?.code == .invalidOption)
        #expect(refusal?.reason.contains(words) == true, "\(refusal?.reason ?? "")")
    }

    @Test("one bound of liquid alpha goes out with the other one, as it is")
    func bounds() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        let off = await OwnerTrial.refusal("alpha_high", to: "0.95", in: world)
        #expect(off?.reason.contains("set liquid_alpha_enabled first") == true)
        try world.node.set(StorageQuery("SubtensorModule", "LiquidAlphaOn", NetUID(1)), .bool(true))
        let preview = try await world.subtensor.preview(
            .setHyperparameter("alpha_high", to: "0.95", on: 1), for: world.coldkey.accountID)
        #expect(
            preview.call.arguments.map(\.value) == [.number(UInt16(1)), .number(UInt16(45875)), .number(UInt16(62258))])
        #expect(preview.effects.dropLast().last?.description == "Change: 58982 (0.90001 of 1) → 62258 (0.95000 of 1)")
        for (name, text) in [("alpha_high", "0.5"), ("alpha_low", "0.95"), ("alpha_values", "0.8,0.7")] {
            let refusal = await OwnerTrial.refusal(name, to: text, in: world)
            #expect(refusal?.reason.contains("would be above the upper one") == true)
        }
    }

    @Test("an address, a word and a split are sent as such")
    func words() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        func value(_ name: String, _ text: String) async throws -> ScaleValue? {
            try await world.subtensor.preview(
                .setHyperparameter(name, to: text, on: 1), for: world.coldkey.accountID
            ).call.arguments.last?.value
        }
        let stranger = world.stranger.accountID
        #expect(try await value("sn_owner_hotkey", stranger.ss58()) == .account(stranger))
        #expect(try await value("subnet_owner_hotkey", stranger.ss58()) == .account(stranger))
        #expect(try await value("recycle_or_burn", "recycle") == .variant("Recycle", []))
        #expect(try await value("recycle_or_burn", "0") == .variant("Burn", []))
        #expect(try await value("mechanism_emission_split", "even") == ScaleValue.none)
        try world.node.set(StorageQuery("SubtensorModule", "MechanismCountCurrent", NetUID(1)), .number(UInt8(2)))
        #expect(
            try await value("mechanism_emission_split", "3, 1")
                == .variant("Some", .list([.number(UInt16(49151)), .number(UInt16(16384))])))
        #expect(try await value("owner_cut_enabled", "off") == .bool(false))
        #expect(
            try await value("burn_increase_mult", "1.5")
                == .record([.init("bits", .unsigned(UInt256(UInt128(3) << 63)))]))
        for (name, text) in [
            ("recycle_or_burn", "keep"), ("sn_owner_hotkey", "me"), ("mechanism_emission_split", "a,b"),
        ] {
            #expect(await OwnerTrial.refusal(name, to: text, in: world)?.code == .invalidOption)
        }
    }

    @Test("a call that reports success and changes nothing is told")
    func readBack() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        let context = ActionContext(
            subtensor: world.subtensor, state: try await world.subtensor.state(), signer: world.coldkey.accountID)
        let tempo = try #require(Hyperparameter.named("tempo"))
        let call = try await context.call(setting: tempo, to: .number(720), on: 1, asRoot: false)
        let error = await #expect(throws: BittensorError.self) {
            try await context.readBack(tempo, as: .number(720), on: 1, after: call)
        }
        #expect(error?.code == .notVerified)
        #expect(
            error?.reason.contains("tempo of subnet 1 is 360 blocks and not 720 blocks: SubtensorModule.set_tempo")
                == true)
        #expect(try await context.readBack(tempo, as: .number(360), on: 1, after: call))
    }

    @Test("the readings are what the storage says, with who may set them")
    func readings() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        try world.node.set(StorageQuery("SubtensorModule", "Tempo", NetUID(1)), .number(UInt16(720)))
        try world.node.set(StorageQuery("SubtensorModule", "Yuma3On", NetUID(1)), .bool(true))
        try world.node.set(
            StorageQuery("SubtensorModule", "MechanismEmissionSplit", NetUID(1)),
            .list([.number(UInt16(1)), .number(UInt16(65534))]))
        let all = try await world.subtensor.hyperparameterReadings(of: 1)
        func reading(_ name: String) -> HyperparameterReading? { all.first { $0.parameter.name == name } }
        #expect(reading("tempo")?.value == .number(720))
        #expect(reading("tempo")?.authority == .owner)
        #expect(reading("activity_cutoff")?.value == .number(10_000))
        #expect(reading("activity_cutoff")?.authority == .nobody)
        #expect(reading("activity_cutoff_factor")?.meaning == "13.889 tempos")
        #expect(reading("yuma_version")?.value == .number(3))
        #expect(reading("alpha_low")?.value == .number(45875))
        #expect(reading("kappa")?.authority == .root)
        #expect(reading("recycle_or_burn")?.value == .choice("Burn"))
        #expect(reading("sn_owner_hotkey")?.authority == .ownerAlone)
        #expect(reading("mechanism_emission_split")?.value == .numbers([1, 65534]))
        #expect(reading("min_burn")?.meaning == "τ0.000500000")
        #expect(reading("burn_increase_mult")?.meaning == "× 1.26")
        #expect(reading("network_max_stake") == nil)
        #expect(reading("alpha_values") == nil)
        #expect(
            try await world.subtensor.hyperparameterReading("alpha_values", of: 1)?.value == .numbers([45875, 58982]))
        #expect(try await world.subtensor.hyperparameterReading("collateral_lock_share", of: 1) == nil)
        #expect(all.count > 45)
    }

    @Test("a mechanism that does not exist is named with those that do")
    func mechanisms() async throws {
        let world = try await OwnerTrial.world(spec: 424)
        let error = await #expect(throws: BittensorError.self) {
            try await world.subtensor.metagraph(1, mechanism: 1)
        }
        #expect(error?.code == .mechanismMissing)
        #expect(error?.reason.contains("it has one, number 0") == true)
        try world.node.set(StorageQuery("SubtensorModule", "MechanismCountCurrent", NetUID(1)), .number(UInt8(2)))
        try await world.node.subtensor.requireMechanism(1, of: 1)
        try world.node.set(
            StorageQuery("SubtensorModule", "MechanismEmissionSplit", NetUID(1)), .list([.number(UInt16.max)]))
        let all = try await world.node.subtensor.mechanisms(of: 1)
        #expect(
            all
                == SubnetMechanisms(netuid: 1, count: 2, most: 2, split: [Proportion(rawValue: UInt16.max)]))
        #expect([0, 1, 2].map(all.share) == [1, 0, 0])
        #expect(all.indices.map(\.rawValue) == [1, 4097])
        let second = await #expect(throws: BittensorError.self) {
            try await world.node.subtensor.requireMechanism(2, of: 1)
        }
        #expect(second?.reason.contains("it has 2, numbers 0 to 1") == true)
        #expect(
            try await world.subtensor.preview(.setMechanismCount(2, on: 1), for: world.coldkey.accountID).call.name
                == "sudo_set_mechanism_count")
        #expect(
            try await world.subtensor.preview(
                .setMechanismEmissionSplit([0.5, 0.5], on: 1), for: world.coldkey.accountID
            ).call.arguments.last?.value == .variant("Some", .list([.number(UInt16(32767)), .number(UInt16(32768))])))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("What owners and the sudo key may set")
struct AdminTests {
    static let settings: [(name: String, argument: String, value: ScaleValue)] = [
        ("sudo_set_min_difficulty", "min_difficulty", 5.value), ("sudo_set_max_difficulty", "max_difficulty", 6.value),
        ("sudo_set_max_allowed_uids", "max_allowed_uids", 7.value), ("sudo_set_difficulty", "difficulty", 8.value),
        ("sudo_set_max_registrations_per_block", "max_registrations_per_block", 9.value),
        ("sudo_set_network_registration_allowed", "registration_allowed", .bool(false)),
    ]
    static let owners: Set = [
        "sudo_set_network_registration_allowed", "sudo_set_max_difficulty", "sudo_set_max_allowed_uids",
    ]

    static func call(_ name: String, _ argument: String, _ value: ScaleValue, netuid: Int = 1) -> Call {
        Call("AdminUtils", name, members: [.init("netuid", netuid.value), .init(argument, value)])
    }

    @Test("the sudo key sets everything, through sudo", arguments: RuleSet.allCases)
    func sudo(rules: RuleSet) async throws {
        let alice = try KeyPair(uri: "//Alice")
        try await Node.with(rules) { node in
            for (name, argument, value) in Self.settings {
                let inner = Self.call(name, argument, value)
                let included = try await node.include(Call("Sudo", "sudo", ["call": inner.value]), by: alice)
                let result = try #require(included.events.first { $0.matches("Sudo", "Sudid") })[0]
                #expect(result?.variantName == "Ok")
            }
            let state = await node.chain.newestState
            let netuid: UInt16 = 1
            #expect(state[SubtensorPallet.minDifficulty, netuid] == 5)
            #expect(state[SubtensorPallet.maxDifficulty, netuid] == 6)
            #expect(state[SubtensorPallet.maxAllowedUids, netuid] == 7)
            #expect(state[SubtensorPallet.maxRegistrationsPerBlock, netuid] == 9)
            #expect(!state[SubtensorPallet.registrationAllowed, netuid])
        }
    }

    @Test("an owner sets what the real pallet lets it, and nothing else", arguments: settings.map(\.name))
    func owner(name: String) throws {
        let setting = try #require(Self.settings.first { $0.name == name })
        var scene = try RegistrationScene(.powRegister)
        scene.execution.state[SubtensorPallet.subnetOwner, UInt16(1)] = scene.signer
        let call = Self.call(setting.name, setting.argument, setting.value)
        #expect(scene.run(call) == (Self.owners.contains(name) ? nil : "BadOrigin"))
        scene.signer = RegistrationScene.stranger
        #expect(scene.run(call) == "BadOrigin")
    }

    @Test("burning and working are never both off with pow_register", arguments: RuleSet.allCases)
    func oneWay(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.execution.state[SubtensorPallet.subnetOwner, UInt16(1)] = scene.signer
        let off = ["network_registration_allowed", "network_pow_registration_allowed"].map {
            Self.call("sudo_set_" + $0, "registration_allowed", .bool(false))
        }
        let refusal = rules == .powRegister ? "InvalidValue" : nil
        for order in [off, off.reversed()] {
            var copy = scene
            #expect(copy.run(order[0]) == nil)
            #expect(copy.run(order[1]) == refusal)
        }
    }

    @Test("a subnet that does not exist, a stranger's sudo, and sudo within sudo are refused by name")
    func refusals() async throws {
        let (alice, bob) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Bob"))
        try await Node.with { node in
            let missing = Self.call("sudo_set_difficulty", "difficulty", 1.value, netuid: 9)
            let sudo = Call("Sudo", "sudo", ["call": missing.value])
            for call in [sudo, Call("Sudo", "sudo", ["call": sudo.value])] {
                let included = try await node.include(call, by: alice)
                #expect(included.events.first { $0.matches("Sudo", "Sudid") }?[0]?.variantName == "Err")
            }
            #expect(try await node.include(sudo, by: bob).failure?.name == "RequireSudo")
        }
    }
}

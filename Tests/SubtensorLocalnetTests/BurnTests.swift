// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("Registration by burning")
struct BurnTests {
    typealias Fault = RegistrationScene.Fault

    static let burning: [RuleSet] = [.burn, .powRegister]

    static let poor = Fault(5, "too little money", "NotEnoughBalanceToStake") {
        $0.execution.state[SubtensorPallet.burn, UInt16(1)] = .max
    }

    static let faults: [Fault] = [
        .rootSubnet(1), .missingSubnet(2), .registrationOff(3), .registered(4), poor, .otherOwner(6), .noSlot(7),
    ]

    static let limitedFaults: [Fault] = [
        .rootSubnet(1), .missingSubnet(1), .registrationOff(2), .fullBlock(3), .fullInterval(3), .registered(4), poor,
        .otherOwner(6), .noSlot(7),
    ]

    @Test("register and burned_register make the same checks since spec 395", arguments: burning, faults)
    func check(rules: RuleSet, fault: Fault) throws {
        let scene = try RegistrationScene(rules).spoiled(by: [fault])
        for call in [scene.register(), scene.burnedRegister()] {
            var copy = scene
            #expect(copy.run(call) == fault.error(rules))
        }
    }

    @Test("burned_register has limits up to spec 394", arguments: RegisterTests.rules, limitedFaults)
    func limited(rules: RuleSet, fault: Fault) throws {
        var scene = try RegistrationScene(rules)
        scene.signer = scene.coldkey
        scene = scene.spoiled(by: [fault])
        #expect(scene.run(scene.burnedRegister()) == fault.error(rules))
    }

    @Test("of two failing checks the earlier one is named", arguments: RuleSet.allCases)
    func order(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.signer = scene.coldkey
        let faults = rules.limitsBurnedRegistrations ? Self.limitedFaults : Self.faults
        for (first, second) in RegistrationScene.pairs(faults) {
            var spoiled = scene.spoiled(by: [first, second])
            #expect(spoiled.run(spoiled.burnedRegister()) == first.error(rules), "\(first.what), \(second.what)")
        }
    }

    @Test("no limit per block or interval since spec 395", arguments: burning)
    func unlimited(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules).spoiled(by: [.fullBlock(1), .fullInterval(2)])
        scene.execution.state[SubtensorPallet.registrationsThisBlock, UInt16(1)] = .max
        #expect(scene.run(scene.burnedRegister()) == nil)
        #expect(scene.execution.state[SubtensorPallet.registrationsThisBlock, UInt16(1)] == .max)
    }

    @Test("the balance must cover the price and the existential deposit", arguments: burning)
    func price(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.execution.state[SystemPallet.account, scene.coldkey].free = 100_000_000 + 499
        #expect(scene.run(scene.burnedRegister()) == "NotEnoughBalanceToStake")
        scene.execution.state[SystemPallet.account, scene.coldkey].free = 100_000_000 + 500
        #expect(scene.run(scene.burnedRegister()) == nil)
        #expect(scene.execution.state[SystemPallet.account, scene.coldkey].free == 500)
        #expect(scene.execution.state[SubtensorPallet.recycled, UInt16(1)] == 100_000_000)
        #expect(scene.execution.state[SubtensorPallet.burn, UInt16(1)] == 126_000_000)
    }

    @Test("the price halves in 360 blocks and stays within its bounds", arguments: burning)
    func decay(rules: RuleSet) throws {
        var execution = try RegistrationScene(rules).execution
        for _ in 0..<360 { execution.beginBlock() }
        let burn = execution.state[SubtensorPallet.burn, UInt16(1)]
        #expect((49_990_000...50_000_000).contains(burn))
        for _ in 0..<5000 { execution.beginBlock() }
        #expect(execution.state[SubtensorPallet.burn, UInt16(1)] == 500_000)
        execution.state[SubtensorPallet.burn, UInt16(1)] = .max
        execution.raiseBurn(1)
        #expect(execution.state[SubtensorPallet.burn, UInt16(1)] == 100_000_000_000)
    }

    @Test("register burns from whoever signs, whatever the work says", arguments: burning)
    func signerPays(rules: RuleSet) async throws {
        let alice = try KeyPair(uri: "//Alice")
        let (hotkey, named) = (try KeyPair(uri: "//hotkey").accountID, try KeyPair(uri: "//named").accountID)
        try await Node.with(rules) { node in
            let before = try await node.free(alice.accountID)
            let issuance = await node.chain.newestState[BalancesPallet.totalIssuance]
            let included = try await node.include(
                Call(
                    "SubtensorModule", "register",
                    [
                        "netuid": 1.value, "block_number": .number(UInt64.max), "nonce": .number(UInt64.max),
                        "work": .bytes([1, 2, 3]), "hotkey": .account(hotkey), "coldkey": .account(named),
                    ]), by: alice)
            #expect(included.failure == nil)
            #expect(included.events.contains { $0.matches("SubtensorModule", "NeuronRegistered") })
            let paid = try #require(included.events.first { $0.matches("TransactionPayment", "TransactionFeePaid") })
            let fee = try #require(paid[1]?.uint64)
            let state = await node.chain.newestState
            #expect(state[SubtensorPallet.owner, hotkey] == alice.accountID)
            #expect(state[SubtensorPallet.uids, UInt16(1), hotkey] == 0)
            #expect(state[SystemPallet.account, alice.accountID].free == before - 100_000_000 - fee)
            #expect(state[BalancesPallet.totalIssuance] == issuance - 100_000_000 - fee)
        }
    }

    @Test("a failed burn costs its fee only", arguments: RuleSet.allCases)
    func failedBurn(rules: RuleSet) async throws {
        let poor = try KeyPair(uri: "//poor")
        try await Node.with(rules, balances: [poor.accountID: 50_000_000]) { node in
            let call = Call(
                "SubtensorModule", "burned_register",
                ["netuid": 1.value, "hotkey": .account(RegistrationScene.stranger)])
            let included = try await node.include(call, by: poor)
            #expect(included.failure?.name == "NotEnoughBalanceToStake")
            let paid = included.events.first { $0.matches("TransactionPayment", "TransactionFeePaid") }
            // The oldest runtimes take none for it.
            #expect((paid == nil) == (rules == .registerBigEndian))
            #expect(try await node.free(poor.accountID) == 50_000_000 - (paid?[1]?.uint64 ?? 0))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("register by work, specs 277 and 393")
struct RegisterTests {
    typealias Fault = RegistrationScene.Fault

    static let rules: [RuleSet] = [.registerBigEndian, .registerLittleEndian]

    /// The pallet's checks in its order.
    static let faults: [Fault] = [
        Fault(1, "signed by the coldkey", "TransactorAccountShouldBeHotKey") { $0.signer = $0.coldkey },
        .rootSubnet(2), .missingSubnet(2), .workOff(3), .fullBlock(4), .fullInterval(5), .registered(6),
        Fault(7, "work too old", "InvalidWorkBlock") { $0.workBlock = RegistrationScene.block - 3 },
        Fault(7, "work from the future", "InvalidWorkBlock") { $0.workBlock = RegistrationScene.block + 1 },
        Fault(7, "work from the end of time", "InvalidWorkBlock") { $0.workBlock = .max },
        .tooDifficult(8), .wrongSeal(9), .otherOwner(10), .noSlot(11),
    ]

    @Test("each check fails by its own name", arguments: rules, faults)
    func check(rules: RuleSet, fault: Fault) throws {
        var scene = try RegistrationScene(rules).spoiled(by: [fault])
        #expect(scene.run(scene.register()) == fault.error(rules))
    }

    @Test("of two failing checks the earlier one is named", arguments: rules)
    func order(rules: RuleSet) throws {
        let scene = try RegistrationScene(rules)
        for (first, second) in RegistrationScene.pairs(Self.faults) {
            var spoiled = scene.spoiled(by: [first, second])
            #expect(spoiled.run(spoiled.register()) == first.error(rules), "\(first.what), \(second.what)")
        }
    }

    @Test("work is good at ages 0 to 2", arguments: rules, 0...3 as ClosedRange<UInt64>)
    func age(rules: RuleSet, age: UInt64) throws {
        var scene = try RegistrationScene(rules)
        scene.workBlock = RegistrationScene.block - age
        #expect(scene.run(scene.register()) == (age < 3 ? nil : "InvalidWorkBlock"))
    }

    @Test("work of a wrong length is refused", arguments: rules, [0, 1, 31, 33, 64])
    func length(rules: RuleSet, length: Int) throws {
        var scene = try RegistrationScene(rules)
        #expect(scene.run(scene.register(work: [UInt8](repeating: 0, count: length))) == "InvalidSeal")
    }

    @Test("a seal that is small in the other byte order only is refused", arguments: rules)
    func byteOrder(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.execution.state[SubtensorPallet.difficulty, UInt16(1)] = 64
        let message = SealMessage.register(
            blockHash: RegistrationScene.hash(of: scene.workBlock), account: scene.hotkey)
        let (big, little) = (
            try SealTarget(difficulty: 64, order: .big), try SealTarget(difficulty: 64, order: .little)
        )
        let (right, wrong) = rules == .registerBigEndian ? (big, little) : (little, big)
        let range: Range<UInt64> = 0..<100_000
        scene.nonce = try #require(
            range.first { wrong.accepts(message.seal(of: $0)) && !right.accepts(message.seal(of: $0)) })
        #expect(scene.run(scene.register()) == "InvalidDifficulty")
        scene.nonce = try #require(
            range.first { right.accepts(message.seal(of: $0)) && !wrong.accepts(message.seal(of: $0)) })
        #expect(scene.run(scene.register()) == nil)
    }

    @Test("difficulty 0 takes any work", arguments: rules)
    func zeroDifficulty(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.execution.state[SubtensorPallet.difficulty, UInt16(1)] = 0
        #expect(scene.run(scene.register()) == nil)
    }

    @Test("a full subnet lets its oldest neuron go", arguments: rules)
    func prune(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        let netuid: UInt16 = 1
        scene.execution.state[SubtensorPallet.maxAllowedUids, netuid] = 3
        scene.execution.state[SubtensorPallet.subnetworkN, netuid] = 3
        let olds = (UInt8(0)..<3).map { AccountID(unchecked: [UInt8](repeating: 50 + $0, count: 32)) }
        for (uid, (account, block)) in zip(olds, [9, 4, 8] as [UInt64]).enumerated() {
            scene.execution.state[SubtensorPallet.uids, netuid, account] = UInt16(uid)
            scene.execution.state[SubtensorPallet.keys, netuid, UInt16(uid)] = account
            scene.execution.state[SubtensorPallet.isNetworkMember, account, netuid] = true
            scene.execution.state[SubtensorPallet.blockAtRegistration, netuid, UInt16(uid)] = block
        }
        #expect(scene.run(scene.register()) == nil)
        let state = scene.execution.state
        #expect(state[SubtensorPallet.uids, netuid, scene.hotkey] == 1)
        #expect(state[SubtensorPallet.keys, netuid, UInt16(1)] == scene.hotkey)
        #expect(state[SubtensorPallet.uids, netuid, olds[1]] == nil)
        #expect(!state[SubtensorPallet.isNetworkMember, olds[1], netuid])
        #expect(state[SubtensorPallet.uids, netuid, olds[0]] == 0)
        #expect(state[SubtensorPallet.uids, netuid, olds[2]] == 2)
        #expect(state[SubtensorPallet.subnetworkN, netuid] == 3)
    }

    @Test("a failed registration leaves nothing behind", arguments: rules)
    func failureLeavesNothing(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules).spoiled(by: [.noSlot(11)])
        let before = scene.execution.state.changes
        #expect(scene.run(scene.register()) == "NoNeuronIdAvailable")
        #expect(scene.execution.state.changes == before)
        #expect(scene.execution.events.isEmpty)
    }

    @Test("counters at their end stay there", arguments: rules)
    func counters(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.execution.state[SubtensorPallet.powRegistrationsThisInterval, UInt16(1)] = .max
        #expect(scene.run(scene.register()) == nil)
        #expect(scene.execution.state[SubtensorPallet.powRegistrationsThisInterval, UInt16(1)] == .max)
    }

    @Test("an account without money registers free of charge", arguments: rules)
    func success(rules: RuleSet) async throws {
        let (hotkey, coldkey) = (try KeyPair(uri: "//hotkey"), try KeyPair(uri: "//coldkey").accountID)
        try await Node.with(rules) { node in
            let head = await node.chain.produceBlock()
            let issuance = await node.chain.newestState[BalancesPallet.totalIssuance]
            let seal = SealMessage.register(blockHash: head.hash, account: hotkey.accountID).seal(of: 5)
            let included = try await node.include(
                Call(
                    "SubtensorModule", "register",
                    [
                        "netuid": 1.value, "block_number": .number(head.number.rawValue), "nonce": 5.value,
                        "work": .bytes(seal.bytes), "hotkey": .account(hotkey.accountID), "coldkey": .account(coldkey),
                    ]), by: hotkey)
            #expect(included.failure == nil)
            let event = try #require(included.events.first { $0.matches("SubtensorModule", "NeuronRegistered") })
            #expect(event.fields.map(\.value) == [1.value, 0.value, .account(hotkey.accountID)])
            #expect(!included.events.contains { $0.pallet == "TransactionPayment" || $0.pallet == "Balances" })

            let state = await node.chain.newestState
            let netuid: UInt16 = 1
            #expect(state[SubtensorPallet.uids, netuid, hotkey.accountID] == 0)
            #expect(state[SubtensorPallet.keys, netuid, UInt16(0)] == hotkey.accountID)
            #expect(state[SubtensorPallet.owner, hotkey.accountID] == coldkey)
            #expect(state[SubtensorPallet.ownedHotkeys, coldkey] == [hotkey.accountID])
            #expect(state[SubtensorPallet.isNetworkMember, hotkey.accountID, netuid])
            #expect(state[SubtensorPallet.blockAtRegistration, netuid, UInt16(0)] == head.number.rawValue + 1)
            #expect(state[SubtensorPallet.subnetworkN, netuid] == 1)
            #expect(state[SubtensorPallet.registrationsThisBlock, netuid] == 1)
            #expect(state[SubtensorPallet.registrationsThisInterval, netuid] == 1)
            #expect(state[SubtensorPallet.powRegistrationsThisInterval, netuid] == 1)
            #expect(state[SubtensorPallet.burnRegistrationsThisInterval, netuid] == 0)
            #expect(state[SubtensorPallet.usedWork, seal.bytes] == head.number.rawValue + 1)
            #expect(state[SystemPallet.account, hotkey.accountID].nonce == 1)
            #expect(state[SystemPallet.account, hotkey.accountID].free == 0)
            #expect(state[BalancesPallet.totalIssuance] == issuance)
            await node.chain.produceBlock()
            #expect(await node.chain.newestState[SubtensorPallet.registrationsThisBlock, netuid] == 0)
        }
    }

    @Test("inside a batch it is not free", arguments: rules)
    func batched(rules: RuleSet) async throws {
        let hotkey = try KeyPair(uri: "//hotkey")
        try await Node.with(rules) { node in
            let batch = Call("Utility", "batch", ["calls": .list([])])
            let extrinsic = try await node.client.sign(batch, by: hotkey)
            await #expect(throws: TransactionFault.payment) { try await node.chain.submit(extrinsic.bytes) }
        }
    }
}

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

@Suite("pow_register, spec 475")
struct PowRegisterTests {
    typealias Fault = RegistrationScene.Fault

    /// The checks in their order; those of `NonAssociatedColdKey` and later see an account that the earlier allow.
    static let faults: [Fault] = [
        .rootSubnet(1), .missingSubnet(2), .registrationOff(3), .workOff(3), .registered(4), .noSlot(5), .fullBlock(6),
        Fault(7, "work too old", "InvalidWorkBlock") { $0.workBlock = RegistrationScene.block - 6 },
        Fault(7, "work of the block itself", "InvalidWorkBlock") { $0.workBlock = RegistrationScene.block },
        Fault(7, "work from the end of time", "InvalidWorkBlock") { $0.workBlock = .max },
        Fault(7, "work not newer than the last", "InvalidWorkBlock") {
            $0.execution.state[SubtensorPallet.lastPowRegistrationBlock, $0.hotkey] = $0.workBlock
        },
        Fault(7, "unknown block hash", "InvalidWorkBlock") {
            $0.execution.state.remove(SystemPallet.blockHash, UInt32(clamping: $0.workBlock))
        },
        .wrongSeal(8), .tooDifficult(9),
        Fault(10, "hotkey of a subnet", "CannotUseSystemAccount") {
            let bytes = [UInt8]("modlsubtensr".utf8) + [1, 0]
            $0.hotkey = AccountID(unchecked: bytes + [UInt8](repeating: 0, count: 32 - bytes.count))
        },
        .otherOwner(11),
        Fault(12, "too many hotkeys owned", "TooManyStakingHotkeys") {
            $0.execution.state[SubtensorPallet.ownedHotkeys, $0.coldkey] = many
        },
        Fault(12, "too many hotkeys staked to", "TooManyStakingHotkeys") {
            $0.execution.state[SubtensorPallet.stakingHotkeys, $0.coldkey] = many
        },
    ]

    static let many = [AccountID](repeating: RegistrationScene.stranger, count: 256)

    @Test("each check fails by its own name", arguments: faults)
    func check(fault: Fault) throws {
        var scene = try RegistrationScene(.powRegister).spoiled(by: [fault])
        #expect(scene.run(scene.powRegister()) == fault.error(.powRegister))
    }

    @Test("of two failing checks the earlier one is named")
    func order() throws {
        let scene = try RegistrationScene(.powRegister)
        for (first, second) in RegistrationScene.pairs(Self.faults) {
            var spoiled = scene.spoiled(by: [first, second])
            #expect(spoiled.run(spoiled.powRegister()) == first.error(.powRegister), "\(first.what), \(second.what)")
        }
    }

    @Test("the pool makes every check, and has a code for each", arguments: faults)
    func pool(fault: Fault) throws {
        let coldkey = try KeyPair(uri: "//coldkey")
        var scene = try RegistrationScene(.powRegister)
        scene.coldkey = coldkey.accountID
        let spoiled = scene.spoiled(by: [fault])
        let code: UInt8 =
            switch fault.error(.powRegister) {
            case "SubnetNotExists": 3
            case "NonAssociatedColdKey": 25
            default: 255
            }
        var (good, bad) = (try signed(scene, by: coldkey), try signed(spoiled, by: coldkey))
        #expect(throws: Never.self) {
            try scene.execution.validate(&good)
        }
        #expect(throws: TransactionFault.custom(code)) {
            try spoiled.execution.validate(&bad)
        }
        #expect(TransactionFault.custom(code).rpcFault.code == 1010)
        #expect(TransactionFault.custom(code).data == "Custom error: \(code)")
    }

    private func signed(_ scene: RegistrationScene, by keyPair: KeyPair) throws -> SignedExtrinsic {
        let runtime = scene.execution.runtime
        let context = SigningContext(
            genesisHash: RegistrationScene.genesisHash, specVersion: 475, transactionVersion: 1, nonce: 0,
            era: .immortal, eraBlockHash: RegistrationScene.genesisHash)
        let bytes = try runtime.metadata.extrinsic(scene.powRegister(), context: context).signed(by: keyPair).bytes
        return try SignedExtrinsic(bytes, runtime: runtime)
    }

    @Test("a coldkey with 255 hotkeys gets one more, a known hotkey is never one too many")
    func staking() throws {
        var scene = try RegistrationScene(.powRegister)
        scene.execution.state[SubtensorPallet.ownedHotkeys, scene.coldkey] = Self.many.dropLast()
        #expect(scene.run(scene.powRegister()) == nil)
        #expect(scene.execution.state[SubtensorPallet.ownedHotkeys, scene.coldkey].count == 256)
        scene.execution.state[SubtensorPallet.uids, UInt16(1), scene.hotkey] = nil
        scene.execution.state[SubtensorPallet.registrationsThisBlock, UInt16(1)] = 0
        scene.execution.state[SubtensorPallet.lastPowRegistrationBlock, scene.hotkey] = nil
        #expect(scene.run(scene.powRegister()) == nil)
    }

    @Test("work is good at ages 1 to 5", arguments: 0...6 as ClosedRange<UInt64>)
    func age(age: UInt64) throws {
        var scene = try RegistrationScene(.powRegister)
        scene.workBlock = RegistrationScene.block - age
        #expect(scene.run(scene.powRegister()) == ((1...5).contains(age) ? nil : "InvalidWorkBlock"))
    }

    @Test("work on block 0 is good for a hotkey that never registered")
    func genesisWork() async throws {
        let (coldkey, hotkey) = try keys()
        try await Node.with { node in
            let included = try await node.include(try await node.powRegister(hotkey, by: coldkey), by: coldkey)
            #expect(included.failure == nil)
        }
    }

    @Test("a coldkey without money registers free of charge")
    func success() async throws {
        let (coldkey, hotkey) = try keys()
        try await Node.with(difficulty: 1000) { node in
            let work = await node.chain.produceBlock()
            let issuance = await node.chain.newestState[BalancesPallet.totalIssuance]
            let burn = await node.chain.newestState[SubtensorPallet.burn, UInt16(1)]
            let call = try await node.powRegister(hotkey, by: coldkey, on: work)
            #expect(try await node.client.fee(of: node.client.sign(call, by: coldkey)) == 0)
            let included = try await node.include(call, by: coldkey)
            #expect(included.failure == nil)
            let event = try #require(included.events.first { $0.matches("SubtensorModule", "NeuronRegistered") })
            #expect(event.fields.map(\.value) == [1.value, 0.value, .account(hotkey)])
            #expect(!included.events.contains { $0.pallet == "TransactionPayment" || $0.pallet == "Balances" })
            let state = await node.chain.newestState
            #expect(state[SubtensorPallet.uids, UInt16(1), hotkey] == 0)
            #expect(state[SubtensorPallet.owner, hotkey] == coldkey.accountID)
            #expect(state[SubtensorPallet.lastPowRegistrationBlock, hotkey] == work.number.rawValue)
            #expect(state[SubtensorPallet.registrationsThisBlock, UInt16(1)] == 1)
            #expect(state[SubtensorPallet.powRegistrationsThisInterval, UInt16(1)] == 0)
            #expect(state[SystemPallet.account, coldkey.accountID].free == 0)
            #expect(state[BalancesPallet.totalIssuance] == issuance)
            // Only its own decay has moved the price.
            #expect(state[SubtensorPallet.burn, UInt16(1)] == UInt64((UInt128(burn) * 4_286_705_684) >> 32))
        }
    }

    @Test("a tip makes it cost its fee, and a batch does too")
    func fees() async throws {
        let alice = try KeyPair(uri: "//Alice")
        let (penniless, hotkey) = try keys()
        try await Node.with { node in
            let work = await node.chain.produceBlock()
            let tipped = try await node.client.sign(
                node.powRegister(hotkey, by: penniless, on: work), by: penniless, tip: 1)
            await #expect(throws: TransactionFault.payment) { try await node.chain.submit(tipped.bytes) }

            let before = try await node.free(alice.accountID)
            let call = try await node.powRegister(hotkey, by: alice, on: work)
            let included = try await node.include(call, by: alice, tip: 5)
            #expect(included.failure == nil)
            let paid = try #require(included.events.first { $0.matches("TransactionPayment", "TransactionFeePaid") })
            let fee = try #require(paid[1]?.uint64)
            #expect(fee > 5)
            #expect(paid[2] == 5.value)
            #expect(try await node.free(alice.accountID) == before - fee)

            await node.chain.produceBlock()
            let other = try KeyPair(uri: "//other").accountID
            let second = try await node.powRegister(other, by: alice)
            let batch = try await node.include(Call("Utility", "batch", ["calls": .list([second.value])]), by: alice)
            #expect(batch.events.contains { $0.matches("SubtensorModule", "NeuronRegistered") })
            #expect(batch.events.contains { $0.matches("TransactionPayment", "TransactionFeePaid") })
        }
    }

    @Test("the pool holds one extrinsic for each hotkey and work block")
    func oneEntry() async throws {
        let (first, hotkey) = try keys()
        let second = try KeyPair(uri: "//second")
        try await Node.with { node in
            let old = await node.chain.produceBlock()
            let new = await node.chain.produceBlock()
            for (coldkey, block, fault) in [
                (first, new, nil), (second, new, TransactionFault.priorityTooLow), (second, old, nil),
            ] as [(KeyPair, BlockHeader, TransactionFault?)] {
                let call = try await node.powRegister(hotkey, by: coldkey, on: block)
                let extrinsic = try await node.client.sign(call, by: coldkey)
                if let fault {
                    #expect(fault.code == 1014)
                    await #expect(throws: fault) { try await node.chain.submit(extrinsic.bytes) }
                } else {
                    _ = try await node.chain.submit(extrinsic.bytes)
                }
            }
            #expect(await node.chain.pool.count == 2)
        }
    }

    @Test("of two registrations for one block the first wins, and the other is told to be invalid")
    func competing() async throws {
        let (first, hotkey) = try keys()
        let (second, other) = (try KeyPair(uri: "//second"), try KeyPair(uri: "//other").accountID)
        try await Node.with { node in
            let work = await node.chain.produceBlock()
            let call = try await node.powRegister(hotkey, by: first, on: work)
            _ = try await node.chain.submit(try await node.client.sign(call, by: first).bytes)
            let rival = try await node.client.sign(node.powRegister(other, by: second, on: work), by: second)
            async let ending = node.ending(of: rival)
            while await node.chain.pool.count < 2 { await Task.yield() }
            await node.chain.produceBlock()
            let told = await ending
            #expect(told == .notIncluded)
            let state = await node.chain.newestState
            #expect(state[SubtensorPallet.uids, UInt16(1), hotkey] == 0)
            #expect(state[SubtensorPallet.uids, UInt16(1), other] == nil)
            #expect(state[SystemPallet.account, second.accountID].nonce == 0)
            #expect(await node.chain.pool.isEmpty)
        }
    }

    @Test("work that goes stale in the pool is told to be invalid")
    func stale() async throws {
        let (coldkey, hotkey) = try keys()
        try await Node.with { node in
            let work = await node.chain.produceBlock()
            let waiting = try node.client.runtime.metadata.extrinsic(
                try await node.powRegister(hotkey, by: coldkey, on: work),
                context: SigningContext(
                    genesisHash: node.client.genesisHash, specVersion: 475, transactionVersion: 1, nonce: 1,
                    era: .immortal, eraBlockHash: node.client.genesisHash)
            ).signed(by: coldkey)
            async let ending = node.ending(of: waiting)
            while await node.chain.pool.isEmpty { await Task.yield() }
            for _ in 1...5 { await node.chain.produceBlock() }
            #expect(await node.chain.pool.count == 1)
            await node.chain.produceBlock()
            let told = await ending
            #expect(told == .notIncluded)
            #expect(await node.chain.pool.isEmpty)
        }
    }

    private func keys() throws -> (coldkey: KeyPair, hotkey: AccountID) {
        (try KeyPair(uri: "//coldkey"), try KeyPair(uri: "//hotkey").accountID)
    }
}

extension Node {
    /// How an extrinsic fails that never reaches a block; nil when it does reach one.
    func ending(of extrinsic: Extrinsic) async -> ClientError.Code? {
        do throws(ClientError) {
            _ = try await client.submitAndWatch(extrinsic)
            return nil
        } catch {
            return error.code
        }
    }

    /// The call with work on a block (the head, if nil), found by trying nonces.
    func powRegister(_ hotkey: AccountID, by coldkey: KeyPair, on block: BlockHeader? = nil) async throws -> Call {
        var work = block
        if work == nil { work = try await client.header() }
        let header = try #require(work)
        let puzzle = try SealPuzzle.powRegister(
            blockNumber: header.number, blockHash: header.hash, netuid: 1, hotkey: hotkey, coldkey: coldkey.accountID,
            difficulty: UInt256(await chain.newestState[SubtensorPallet.difficulty, UInt16(1)]))
        let nonces: PartialRangeFrom<UInt64> = 0...
        let nonce = try #require(nonces.first { puzzle.target.accepts(puzzle.seal(of: $0)) })
        return Call(
            "SubtensorModule", "pow_register",
            [
                "netuid": 1.value, "work_block": .number(header.number.rawValue), "nonce": .number(nonce),
                "work": .bytes(puzzle.seal(of: nonce).bytes), "hotkey": .account(hotkey),
            ])
    }
}

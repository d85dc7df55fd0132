// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("Typed calls")
    struct Calls {
        @Test("what a registration changes is seen afterwards, and not before")
        func historical() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let keys = try TestKeys()
                let before = try await subtensor.head()
                let registered = try await subtensor.burnedRegister(
                    keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                #expect(registered.outcome == .registered)
                let block = try await subtensor.head()
                let after = BlockReference.hash(block.hash)
                let uid = registered.uid
                #expect(try await subtensor.hotkey(of: uid, on: 1, at: after) == keys.work.hotkey)
                #expect(try await subtensor.hotkeys(on: 1, at: after)[uid] == keys.work.hotkey)
                #expect(try await subtensor.netuids(of: keys.work.hotkey, at: after) == [1])
                #expect(try await subtensor.owner(of: keys.work.hotkey, at: after) == keys.work.coldkey)
                #expect(try await subtensor.hotkeys(ownedBy: keys.work.coldkey, at: after) == [keys.work.hotkey])
                let count = try await subtensor.neuronCount(on: 1, at: after)
                #expect(try await subtensor.neuronCount(on: 1, at: .hash(before.hash)) == count - 1)
                #expect(try await subtensor.uid(of: keys.work.hotkey, on: 1, at: .number(before.number)) == nil)
                #expect(try await subtensor.netuids(of: keys.work.hotkey, at: .hash(before.hash)).isEmpty)
                #expect(try await subtensor.blockHash(block.number) == block.hash)
                let parameters = try await subtensor.parameters(of: 1, at: after)
                #expect(parameters.neurons == count)
                #expect(try await subtensor.netuids(at: after).contains(1))
                #expect(try await subtensor.subnets().map(\.netuid) == (try await subtensor.netuids()))
                let age = try await subtensor.timestamp().timeIntervalSinceNow
                #expect(abs(age) < 60)
                #expect(try await subtensor.waitForBlock(block.number).number >= block.number)
            }
        }

        @Test("a metagraph has its subnet with it, whose market and parameters are those of the runtime's own answer")
        func subnetOfMetagraph() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let subtensor = chain.subtensor
                let block = BlockReference.hash(try await subtensor.head().hash)
                let metagraph = try await subtensor.metagraph(1, at: block)
                let subnet = try #require(metagraph.subnet)
                let info = try #require(try await subtensor.metagraphInfo(1, at: block))
                #expect(subnet.info == info)
                #expect(subnet.tempo == info.tempo && subnet.parameters.tempo == info.tempo)
                #expect(subnet.pool.taoIn == info.taoIn && subnet.emissions.taoInEmission == info.taoInEmission)
                #expect(subnet.ownerColdkey == info.ownerColdkey && subnet.symbol == info.symbol)
                #expect(subnet.mechanismCount == 1 && metagraph.mechanism == 0)
                #expect(Int(subnet.numUIDs) == metagraph.n)
                // Files do not keep it, and it makes no difference.
                let bytes = try JSONEncoder().encode(metagraph)
                let kept = try JSONDecoder().decode(Metagraph.self, from: bytes)
                #expect(kept.subnet == nil && kept == metagraph && kept.hashValue == metagraph.hashValue)
                let columns = try await subtensor.selectiveMetagraph(1, columns: [.hotkeys, .tempo], at: block)
                #expect(columns?.hotkeys == metagraph.hotkeys && columns?.tempo == info.tempo)
                #expect(columns?.coldkeys == nil)
            }
        }

        @Test("readings of newer runtimes, as far as this chain has their items")
        func newerReadings() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let subtensor = chain.subtensor
                let head = try await subtensor.head()
                let block = try await subtensor.blockInfo()
                #expect(block.number == head.number && block.hash == head.hash)
                #expect(try await subtensor.mechanismCount(of: 1) == 1)
                #expect(
                    try await subtensor.validatorPermits(on: 1).count <= Int(try await subtensor.neuronCount(on: 1)))
                await #expect(throws: ClientError(.notInRuntime, "")) { try await subtensor.crowdloans() }
            }
        }

        @Test("a block whose state the node has thrown away is named, with the archive's address")
        func discarded() async throws {
            let configuration = LocalnetConfiguration(rules: .powRegister, blockTime: nil, retainedBlocks: 4)
            try await Localnet.with(configuration) { running in
                // It throws states away, and keeps the blocks.
                for _ in 0..<10 { await running.chain.produceBlock() }
                try await withSubtensor(Network(running.url)) { subtensor in
                    let error = await #expect(throws: ClientError.self) { try await subtensor.burn(1, at: 0) }
                    #expect(error?.code == .stateDiscarded)
                    #expect(error?.reason.contains("wss://archive.chain.opentensor.ai") == true)
                    await #expect(throws: ClientError(.stateDiscarded, "")) { try await subtensor.burn(1, at: 2) }
                    await #expect(throws: ClientError(.unknownBlock, "")) { try await subtensor.burn(1, at: 999) }
                    #expect(error?.reason.contains("\n") == false)
                }
            }
        }

        @Test(
            "a hotkey that another registration brings in first, in the same block, is told apart",
            .timeLimit(.minutes(1)))
        func overtaken() async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let keys = try TestKeys()
                let subtensor = chain.subtensor
                // Both are sent before the block is made.
                async let first = subtensor.burnedRegister(keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                await chain.localnet.waitForPool(1)
                async let second = subtensor.burnedRegister(keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                await chain.localnet.waitForPool(2)
                await chain.localnet.produceBlock()
                let outcomes = [try await first, try await second]
                #expect(outcomes.map(\.outcome) == [.registered, .overtaken])
                #expect(outcomes[0].uid == outcomes[1].uid)
            }
        }

        @Test("twenty transfers of one account at once all reach a block")
        func concurrent() async throws {
            try await TestChain.with(.powRegister) { chain in
                let alice = try KeyPair(uri: "//Alice")
                let receiver = try KeyPair(uri: "//Nobody").accountID
                let transfer = Call(
                    "Balances", "transfer_keep_alive",
                    ["dest": .account(receiver), "value": .number(UInt64(1_000_000))])
                try await withThrowingTaskGroup(of: IncludedExtrinsic.self) { group in
                    for _ in 0..<20 {
                        group.addTask { try await chain.subtensor.client.include(transfer, signedBy: alice) }
                    }
                    for try await included in group { #expect(included.failure == nil) }
                }
                #expect(try await chain.subtensor.balance(of: receiver) == Balance(rao: 20_000_000))
            }
        }

        @Test("a batch does all or nothing, or what it can", arguments: BatchMode.allCases)
        func batch(mode: BatchMode) async throws {
            try await TestChain.with(.powRegister) { chain in
                let alice = try KeyPair(uri: "//Alice")
                let receiver = try KeyPair(uri: "//Nobody").accountID
                func transfer(_ rao: UInt64) -> Call {
                    Call("Balances", "transfer_keep_alive", ["dest": .account(receiver), "value": .number(rao)])
                }
                let batch = Call.batch([transfer(1_000_000), transfer(.max), transfer(2_000_000)], mode)
                var options = SubmissionOptions(untilFinalized: true)
                options.signing.lifetime = .immortal
                let included = try await chain.subtensor.client.include(batch, signedBy: alice, options: options)
                let balance = try await chain.subtensor.balance(of: receiver, at: .hash(included.blockHash))
                switch mode {
                case .allOrNothing:
                    #expect(included.failure != nil)
                    #expect(balance == .zero)
                case .untilFailure:
                    #expect(included.failure == nil)
                    #expect(included.batch?.failures.keys.sorted() == [1])
                    #expect(included.batch?.tried == 2)
                    #expect(balance == Balance(rao: 1_000_000))
                case .whateverFails:
                    #expect(included.batch?.failures.keys.sorted() == [1])
                    #expect(included.batch?.tried == 3)
                    #expect(balance == Balance(rao: 3_000_000))
                }
            }
        }

        @Test("a dry run tells the fee and sends nothing")
        func dryRun() async throws {
            try await TestChain.with(.powRegister) { chain in
                let alice = try KeyPair(uri: "//Alice")
                let call = Call("System", "remark", ["remark": .bytes([1])])
                let extrinsic = try await chain.subtensor.client.sign(call, by: alice)
                let run = try await chain.subtensor.client.dryRun(extrinsic)
                #expect(run.fee != nil)
                #expect(await chain.localnet.pool.isEmpty)
            }
        }

        @Test("an attempt that failed in its block has used the nonce, and the next one goes on from there")
        func nonceAfterFailure() async throws {
            try await TestChain.with(.registerLittleEndian) { chain in
                let keys = try TestKeys()
                // A registration by the hotkey whose work is wrong: included, failed, free.
                let call = Call(
                    "SubtensorModule", "register",
                    [
                        "netuid": .number(UInt16(1)), "block_number": .number(UInt64(0)), "nonce": .number(UInt64(0)),
                        "work": .bytes([UInt8](repeating: 0, count: 32)), "hotkey": .account(keys.work.hotkey),
                        "coldkey": .account(keys.work.coldkey),
                    ])
                let client = chain.subtensor.client
                let failed = try await client.include(call, signedBy: keys.hotkey)
                #expect(failed.failure != nil)
                #expect(try await client.nextNonce(of: keys.work.hotkey) == 1)
                let again = try await client.include(call, signedBy: keys.hotkey)
                #expect(again.failure != nil)
                #expect(try await client.nextNonce(of: keys.work.hotkey) == 2)
            }
        }

        @Test("leaving the scope by cancellation closes the connection", .timeLimit(.minutes(1)))
        func cancelled() async throws {
            try await TestChain.with(.powRegister) { chain in
                let url = chain.url
                let task = Task {
                    try await withSubtensor(try Network(url)) { subtensor in
                        for try await _ in try await subtensor.heads() {}
                    }
                }
                try await chain.subtensor.waitForBlock(try await chain.subtensor.block().advanced(by: 1))
                task.cancel()
                await #expect(throws: (any Error).self) { try await task.value }
            }
        }
    }
}

extension Localnet {
    /// Waits until so many extrinsics wait for a block.
    fileprivate func waitForPool(_ count: Int) async {
        while pool.count < count, !Task.isCancelled { await Task.yield() }
    }
}

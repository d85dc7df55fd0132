// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("Transfers, fees, nonces and eras on the embedded chain")
struct TransferTests {
    let alice: KeyPair
    let bob: KeyPair
    let nobody: KeyPair

    init() throws {
        alice = try KeyPair(uri: "//Alice")
        bob = try KeyPair(uri: "//Bob")
        nobody = try KeyPair(uri: "//nobody")
    }

    func transfer(_ amount: UInt64, to account: AccountID, keepAlive: Bool = true) -> Call {
        Call(
            "Balances", keepAlive ? "transfer_keep_alive" : "transfer_allow_death",
            ["dest": .account(account), "value": .number(amount)])
    }

    @Test("money moves, and the sender pays the fee that the runtime announced")
    func transfer() async throws {
        try await Node.with { node in
            let before = try await (node.free(alice.accountID), node.free(nobody.accountID))
            let call = transfer(5_000_000_000, to: nobody.accountID)
            let fee = try await node.client.fee(of: node.client.sign(call, by: alice))
            let included = try await node.include(call, by: alice)
            #expect(included.failure == nil)
            #expect(included.events.contains { $0.matches("Balances", "Transfer") })
            #expect(fee > 0)
            #expect(try await node.free(alice.accountID) == before.0 - 5_000_000_000 - UInt64(fee))
            #expect(try await node.free(nobody.accountID) == before.1 + 5_000_000_000)
        }
    }

    @Test("a transfer that would kill its sender fails by name, and costs its fee")
    func keepAlive() async throws {
        try await Node.with(balances: [alice.accountID: 1_000_000]) { node in
            let included = try await node.include(transfer(999_000, to: nobody.accountID), by: alice)
            #expect(included.failure?.name == "Token.FundsUnavailable")
            #expect(try await node.free(nobody.accountID) == 0)
            #expect(try await node.free(alice.accountID) < 1_000_000)
        }
    }

    @Test("an account without money cannot pay: 1010")
    func cannotPay() async throws {
        try await Node.with { node in
            let extrinsic = try await node.client.sign(transfer(1, to: bob.accountID), by: nobody)
            let error = await #expect(throws: ClientError(.refused, "")) {
                try await node.client.submitAndWatch(extrinsic)
            }
            #expect(error?.reason.contains("Inability to pay some fees") == true)
        }
    }

    @Test("a signature by another key is refused: 1010")
    func badSignature() async throws {
        try await Node.with { node in
            var bytes = try await node.client.sign(transfer(1, to: bob.accountID), by: alice).bytes
            bytes[50] ^= 1  // within the 64 bytes of the signature
            let error = await #expect(throws: ClientError(.refused, "")) {
                try await node.client.submitAndWatch(Extrinsic(bytes: bytes))
            }
            #expect(error?.reason.contains("bad signature") == true)
        }
    }

    @Test("a used nonce is outdated, a second extrinsic with a nonce in the pool has too low priority")
    func nonces() async throws {
        try await Node.with { node in
            let first = try await node.client.sign(transfer(1_000, to: bob.accountID), by: alice)
            let rival = try await node.client.sign(transfer(2_000, to: bob.accountID), by: alice)
            _ = try await node.chain.submit(first.bytes)
            await #expect(throws: TransactionFault.priorityTooLow) { try await node.chain.submit(rival.bytes) }
            await #expect(throws: TransactionFault.alreadyImported) { try await node.chain.submit(first.bytes) }
            #expect(try await node.client.nextNonce(of: alice.accountID) == 1)
            await node.chain.produceBlock()
            await #expect(throws: TransactionFault.stale) { try await node.chain.submit(first.bytes) }
        }
    }

    @Test("several extrinsics of one account go into one block in order")
    func severalInOneBlock() async throws {
        try await Node.with { node in
            for _ in 0..<5 {
                let extrinsic = try await node.client.sign(transfer(1_000, to: bob.accountID), by: alice)
                _ = try await node.chain.submit(extrinsic.bytes)
            }
            let block = await node.chain.produceBlock()
            #expect(try await node.client.extrinsics(at: block.hash).count == 6)
            #expect(try await node.client.nextNonce(of: alice.accountID) == 5)
        }
    }

    @Test("an expired era is refused")
    func expiredEra() async throws {
        try await Node.with { node in
            let extrinsic = try await node.client.sign(transfer(1_000, to: bob.accountID), by: alice, period: 4)
            for _ in 0..<4 { await node.chain.produceBlock() }
            await #expect(throws: TransactionFault.badProof) { try await node.chain.submit(extrinsic.bytes) }
        }
    }

    @Test("an extrinsic that expires in the pool is told to be invalid")
    func expiresInPool() async throws {
        try await Node.with { node in
            let first = try await node.client.sign(transfer(1_000, to: bob.accountID), by: alice, period: 4)
            let metadata = node.client.runtime.metadata
            let head = try await node.client.header()
            let waiting = try metadata.extrinsic(
                transfer(1_000, to: bob.accountID),
                context: SigningContext(
                    genesisHash: node.client.genesisHash, specVersion: 475, transactionVersion: 1, nonce: 3,
                    era: Era(period: 4, current: 0), eraBlockHash: head.hash)
            ).signed(by: alice)
            #expect(first.bytes != waiting.bytes)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = await #expect(throws: ClientError(.notIncluded, "")) {
                        try await node.client.submitAndWatch(waiting)
                    }
                }
                while await node.chain.pool.isEmpty { await Task.yield() }
                for _ in 0..<4 { await node.chain.produceBlock() }
            }
        }
    }

    @Test("batch_all undoes everything when one call fails, force_batch goes on")
    func batches() async throws {
        try await Node.with { node in
            let calls = ScaleValue.list([
                transfer(1_000, to: nobody.accountID).value, transfer(.max, to: nobody.accountID).value,
                transfer(2_000, to: nobody.accountID).value,
            ])
            let all = try await node.include(Call("Utility", "batch_all", ["calls": calls]), by: alice)
            #expect(all.failure?.name == "Token.FundsUnavailable")
            #expect(try await node.free(nobody.accountID) == 0)
            let forced = try await node.include(Call("Utility", "force_batch", ["calls": calls]), by: alice)
            #expect(forced.failure == nil)
            #expect(forced.events.contains { $0.matches("Utility", "ItemFailed") })
            #expect(try await node.free(nobody.accountID) == 3_000)
        }
    }

    @Test("garbage is no extrinsic: 1001", arguments: [[], [0], [4, 0x84], [UInt8](repeating: 0xff, count: 300)])
    func garbage(bytes: [UInt8]) async throws {
        try await Node.with { node in
            _ = await #expect(throws: ClientError(.node(1001), "")) {
                try await node.client.submitAndWatch(Extrinsic(bytes: bytes))
            }
        }
    }
}

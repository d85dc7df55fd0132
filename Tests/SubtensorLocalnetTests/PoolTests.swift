// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("The transaction pool")
struct PoolTests {
    let runtime: LocalRuntime
    let signature: Signature

    init() throws {
        runtime = try LocalRuntime(rules: .powRegister, isDifficultyPinned: false)
        signature = try Signature([UInt8](repeating: 1, count: 64), scheme: .sr25519)
    }

    /// An extrinsic whose signature nobody has looked at.
    func extrinsic(
        _ nonce: Int, of account: UInt8 = 1, tip: UInt128 = 0, remark: [UInt8] = []
    ) throws -> SignedExtrinsic {
        let context = SigningContext(
            genesisHash: .zero, specVersion: 475, transactionVersion: 1, nonce: UInt32(nonce), era: .immortal,
            eraBlockHash: .zero, tip: tip)
        let unsigned = try runtime.metadata.extrinsic(
            Call("System", "remark", ["remark": .bytes(remark)]), context: context)
        let signer = AccountID(unchecked: [UInt8](repeating: account, count: 32))
        return try SignedExtrinsic(unsigned.assembled(signer: signer, signature: signature).bytes, runtime: runtime)
    }

    @Test("an extrinsic that no block can take is refused")
    func tooLong() throws {
        #expect(throws: TransactionFault.exhaustsResources) {
            try extrinsic(0, remark: [UInt8](repeating: 0, count: SignedExtrinsic.maximumBytes))
        }
    }

    @Test("nobody signs for the account of zeros")
    func zeroAccount() throws {
        #expect(throws: TransactionFault.badSigner) { try extrinsic(0, of: 0) }
    }

    @Test("extrinsics that come in the wrong order of nonces go into one block in the right one")
    func reversedNonces() async throws {
        let (alice, bob) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Bob"))
        try await Node.with { node in
            let metadata = node.client.runtime.metadata
            func remark(_ nonce: Int, by keyPair: KeyPair) throws -> Extrinsic {
                let context = SigningContext(
                    genesisHash: node.client.genesisHash, specVersion: 475, transactionVersion: 1,
                    nonce: UInt32(nonce), era: .immortal, eraBlockHash: node.client.genesisHash)
                return try metadata.extrinsic(Call("System", "remark", ["remark": .bytes([])]), context: context)
                    .signed(by: keyPair)
            }
            let alices = try (0..<40).map { try remark($0, by: alice) }
            let bobs = try (0..<3).map { try remark($0, by: bob) }
            let order = [alices[39], bobs[0]] + alices[0..<39].reversed() + [bobs[2], bobs[1]]
            for item in order { _ = try await node.chain.submit(item.bytes) }
            let block = await node.chain.produceBlock()
            let included = try await node.client.extrinsics(at: block.hash).dropFirst()
            #expect(Array(included) == [bobs[0]] + alices + [bobs[1], bobs[2]])
        }
    }

    @Test("what a block has no room for waits for the next one")
    func longBlocks() async throws {
        let alice = try KeyPair(uri: "//Alice")
        try await Node.with { node in
            let remark = [UInt8](repeating: 0, count: 1_500_000)
            for _ in 0..<3 {
                let call = Call("System", "remark", ["remark": .bytes(remark)])
                _ = try await node.chain.submit(try await node.client.sign(call, by: alice).bytes)
            }
            await node.chain.produceBlock()
            #expect(await node.chain.pool.count == 1)
            await node.chain.produceBlock()
            #expect(await node.chain.pool.isEmpty)
        }
    }

    @Test("a batch of more calls than the runtime takes fails by name")
    func longBatch() async throws {
        let alice = try KeyPair(uri: "//Alice")
        try await Node.with { node in
            let remark = Call("System", "remark", ["remark": .bytes([])]).value
            func batch(_ count: Int) -> Call {
                Call("Utility", "force_batch", ["calls": .list([ScaleValue](repeating: remark, count: count))])
            }
            let (long, short) = (
                try await node.include(batch(10_923), by: alice), try await node.include(batch(500), by: alice)
            )
            #expect(long.failure?.name == "TooManyCalls")
            #expect(short.failure == nil)
        }
    }
}

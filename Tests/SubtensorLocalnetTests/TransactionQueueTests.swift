// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("TaggedTransactionQueue on the embedded chain")
struct TransactionQueueTests {
    @Test("a valid extrinsic has its tag, its order and its end")
    func valid() async throws {
        try await Node.with { node in
            await node.chain.advance(by: 3)
            let alice = try KeyPair(uri: "//Alice")
            let transfer = Call(
                "Balances", "transfer_keep_alive",
                ["dest": .variant("Id", .account(alice.accountID)), "value": .number(UInt64(1))])
            let head = try await node.client.header()
            func validity(nonce: UInt32, lifetime: SigningOptions.Lifetime) async throws -> ScaleValue {
                let options = SigningOptions(lifetime: lifetime, tip: 5, nonce: nonce)
                let extrinsic = try await node.client.signed(transfer, by: alice, options: options).extrinsic
                let function = "TaggedTransactionQueue_validate_transaction"
                let answer = try await node.client.runtimeCall(function, [2] + extrinsic.bytes + head.hash.bytes)
                let method = try #require(node.chain.declared.functions[function]?.method)
                let value = try node.chain.declared.metadata.types.decode(answer, as: method.output)
                #expect(value.variantName == "Ok")
                return try #require(value[0])
            }
            func tag(_ nonce: UInt32) -> [UInt8] { alice.accountID.bytes + nonce.scaleEncoded }
            let first = try await validity(nonce: 0, lifetime: .immortal)
            #expect(first["priority"]?.uint64 == 5)
            #expect(first["requires"]?.list == [])
            #expect(first["provides"]?.list?.map(\.bytes) == [tag(0)])
            #expect(first["longevity"]?.uint64 == .max)
            let later = try await validity(nonce: 2, lifetime: .blocks(64))
            #expect(later["requires"]?.list?.map(\.bytes) == [tag(1)])
            #expect(later["provides"]?.list?.map(\.bytes) == [tag(2)])
            // Counted from the next block.
            #expect(later["longevity"]?.uint64 == 63)
            #expect(await node.chain.pool.isEmpty)
        }
    }

    @Test("what cannot be read has no answer")
    func unreadable() async throws {
        try await Node.with { node in
            _ = await #expect(throws: ClientError.self) {
                try await node.client.runtimeCall(
                    "TaggedTransactionQueue_validate_transaction", [2] + [4, 9] + [UInt8](repeating: 0, count: 32))
            }
        }
    }
}

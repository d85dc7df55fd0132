// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SeededNumbers
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet

@Suite("Hostile input")
struct FuzzTests {
    @Test("random bytes and spoiled extrinsics are refused, and the chain goes on", arguments: RuleSet.allCases)
    func extrinsics(rules: RuleSet) async throws {
        let alice = try KeyPair(uri: "//Alice")
        let chain = try Localnet(LocalnetConfiguration(rules: rules, blockTime: nil, difficulty: 1, now: { 1 }))
        var noise = SeededNumbers(seed: UInt64(rules.specVersion))
        for count in 0..<300 {
            let bytes = noise.bytes(count)
            await #expect(throws: TransactionFault.self) { try await chain.submit(bytes) }
            await #expect(throws: TransactionFault.self) { try await chain.submit(bytes.scaleEncoded) }
        }
        var taken = 0
        for round in 0..<300 {
            let call = Call(
                "SubtensorModule", "register",
                [
                    "netuid": 1.value, "block_number": .number(noise.next()), "nonce": .number(noise.next()),
                    "work": .bytes(noise.bytes(round % 70)), "hotkey": .bytes(noise.bytes(32)),
                    "coldkey": .bytes(noise.bytes(32)),
                ])
            let context = SigningContext(
                genesisHash: chain.genesisHash, specVersion: rules.specVersion, transactionVersion: 1,
                nonce: try await chain.nextNonce(of: alice.accountID), era: .immortal, eraBlockHash: chain.genesisHash)
            let whole = try chain.declared.metadata.extrinsic(call, context: context)
            // Spoiled after signing, for the reader; before it, for what comes after the signature's check.
            let spoiled = noise.mutated(whole.signed(by: alice).bytes)
            if spoiled != whole.signed(by: alice).bytes { _ = try? await chain.submit(spoiled) }
            let hostile = UnsignedExtrinsic(
                callData: noise.mutated(whole.callData), extra: whole.extra, additionalSigned: whole.additionalSigned)
            if (try? await chain.submit(hostile.signed(by: alice).bytes)) != nil { taken += 1 }
            await chain.produceBlock()
        }
        #expect(taken > 0)
        #expect(await chain.head.header.number == 300)
    }

    @Test("calls nested too deep are refused")
    func depth() async throws {
        let alice = try KeyPair(uri: "//Alice")
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil, now: { 1 }))
        var callData: [UInt8] = [0, 0, 0]  // System.remark
        for depth in 0..<100 {
            callData = [11, 0, 4] + callData  // Utility.batch of one call
            let call = UnsignedExtrinsic(
                callData: callData,
                extra: [0] + UInt128(try await chain.nextNonce(of: alice.accountID)).compact + [0, 0],
                additionalSigned: UInt32(475).scaleEncoded + UInt32(1).scaleEncoded + chain.genesisHash.bytes
                    + chain.genesisHash.bytes + [0])
            let isTaken = (try? await chain.submit(call.signed(by: alice).bytes)) != nil
            #expect(isTaken == (depth < 20), "depth \(depth)")
            await chain.produceBlock()
        }
    }

    @Test("every method bears any parameters")
    func methods() async throws {
        try await Node.with { node in
            var noise = SeededNumbers(seed: 3)
            let genesis = node.client.genesisHash.hex
            let key = SystemPallet.number.declaration.key([]).hex
            let pieces: [JSONValue] = [
                .null, true, 0, 1, -1, 1.5, 1e300, .integer(.max), .integer(.min), "", "0x", "0x0", "0xzz", "0x00", "x",
                .string(genesis), .string(key), .string("0x" + String(repeating: "f", count: 64)), "0xffffffffffffffff",
                "0x10000000000000000", "AccountNonceApi_account_nonce", "TransactionPaymentApi_query_info",
                "Metadata_metadata_at_version", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", [], [.string(key)],
                [.string(key), 1], ["0x"], [0, 1, .null], [[]], [:], ["a": 1],
                .string(noise.bytes(40).hex),
            ]
            for method in NodeRPC.methods.keys.sorted() {
                for _ in 0..<25 {
                    let count = Int.random(in: 0...4, using: &noise)
                    let params = (0..<count).map { _ in pieces.randomElement(using: &noise) ?? .null }
                    let failure = await Self.failure(of: method, .array(params), node)
                    #expect(failure == nil, "\(method) \(params)")
                }
            }
            let head = try await node.client.header()
            #expect(head.number > 0)
        }
    }

    /// How a request failed, unless the node answered it, be it with an error.
    private static func failure(of method: String, _ params: JSONValue, _ node: Node) async -> RPCError? {
        do throws(RPCError) {
            _ = try await node.client.connection.request(method: method, params: params)
            return nil
        } catch {
            if case RPCError.Code.remote = error.code { return nil }
            return error
        }
    }

    @Test("connections that have ended leave few listeners behind, though no block comes")
    func goneListeners() async throws {
        try await Node.with { node in
            let endpoint = try RPCEndpoint(node.url)
            for _ in 0..<4 {
                try await withRPCClient(to: endpoint) { connection in
                    for _ in 0..<60 { _ = try await connection.request(method: "chain_subscribeNewHeads", params: []) }
                }
            }
            #expect(await node.chain.subscriptions.count <= 128)
        }
    }

    @Test("subscriptions keep so many bytes of keys, and no more")
    func largeSubscriptions() async throws {
        try await Node.with { node in
            let keys = JSONValue.array((0..<4000).map { .string(UInt32($0).scaleEncoded.hex) })
            var taken = 0
            while taken < 100 {
                do {
                    _ = try await node.client.connection.request(method: "state_subscribeStorage", params: [keys])
                    taken += 1
                } catch let error as RPCError {
                    #expect(error.code == .remote(code: -32006))
                    break
                }
            }
            #expect((5...50).contains(taken))
        }
    }

    @Test("an ended subscription leaves no listener behind")
    func listeners() async throws {
        try await Node.with { node in
            for method in ["chain_subscribeNewHeads", "state_subscribeStorage", "state_subscribeRuntimeVersion"] {
                let id = try await node.client.connection.request(method: method, params: [])
                #expect(id.string != nil)
                let unsubscribe = method.replacing("subscribe", with: "unsubscribe")
                let ended = try await node.client.connection.request(method: unsubscribe, params: [id])
                #expect(ended == true)
                #expect(try await node.client.connection.request(method: unsubscribe, params: [id]) == false)
            }
            await node.chain.produceBlock()
            #expect(await node.chain.subscriptions.isEmpty)
        }
    }
}

extension UInt128 {
    /// This number as a SCALE compact integer.
    fileprivate var compact: [UInt8] {
        var writer = ScaleWriter()
        writer.write(compact: self)
        return writer.bytes
    }
}

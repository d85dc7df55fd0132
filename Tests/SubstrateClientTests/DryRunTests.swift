// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import SubstrateClient

@Suite("Dry runs and batches")
struct DryRunTests {
    private static let extrinsic = Extrinsic(bytes: [8, 4, 0])

    @Test(
        "the node's trial is read",
        arguments: [
            ("0x0000", "succeeds"), ("0x0001030718000000", "InvalidDifficulty"), ("0x000102", "BadOrigin"),
            ("0x010003", "Stale"), ("0x010007ff", "Custom error 255"), ("0x010100", "CannotLookup"),
        ])
    func trial(answer: String, verdict: String) async throws {
        let chain = try await ScriptedChain()
        chain.answer("system_dryRun", .string(answer))
        let run = try await chain.client.dryRun(Self.extrinsic)
        #expect("\(run.verdict)".contains(verdict))
        #expect(run.fee == nil)
    }

    @Test(
        "a node that tries nothing for strangers is asked whether the pool would take it",
        arguments: [
            ("0x0000000000000000000000000000000000000000000000000000", "valid"), ("0x010001", "Payment"),
        ])
    func validity(answer: String, verdict: String) async throws {
        let chain = try await ScriptedChain()
        chain.serve(ScriptedChain.headers(2))
        chain.refuse("system_dryRun", code: -32601, "RPC call is unsafe to be called externally")
        chain.connection.respond(to: "state_call") { params throws(RPCError) in
            guard params[0] == "TaggedTransactionQueue_validate_transaction" else {
                throw RPCError(remote: .init(code: 4003, message: "no"), method: "state_call", endpoint: "mock")
            }
            return .string(answer)
        }
        #expect("\(try await chain.client.dryRun(Self.extrinsic).verdict)".contains(verdict))
        let asked = try #require(chain.connection.calls.last { $0.method == "state_call" })
        let head = ScriptedChain.headers(2)[1].hash
        #expect(asked.params[1] == .string(([2] + Self.extrinsic.bytes + head.bytes).hex))
    }

    @Test("a node that offers no means at all leaves it open; nonsense is an error")
    func unknown() async throws {
        let chain = try await ScriptedChain()
        chain.serve(ScriptedChain.headers(2))
        #expect(try await chain.client.dryRun(Self.extrinsic).verdict == .unknown)
        for answer in ["0x", "0x05", "0x0105", "0x01000d", "0x000103"] {
            chain.answer("system_dryRun", .string(answer))
            await #expect(throws: ClientError(.malformedAnswer, ""), "\(answer)") {
                try await chain.client.dryRun(Self.extrinsic)
            }
        }
    }

    // MARK: - Batches

    @Test("the calls of a batch stand in the call of the mode's name", arguments: BatchMode.allCases)
    func encoding(mode: BatchMode) async throws {
        let metadata = try await ScriptedChain().client.runtime.metadata
        let call = Call("System", "remark", ["remark": .bytes([1, 2])])
        let batch = Call.batch([call, call], mode)
        let bytes = try metadata.encode(batch)
        let inner = try metadata.encode(call)
        #expect(bytes.suffix(2 * inner.count + 1) == [8] + inner + inner)
        #expect(try metadata.decodeCall(bytes) == batch)
    }

    @Test("the events of a batch tell which calls failed, and which were not tried")
    func results() async throws {
        let metadata = try await ScriptedChain().client.runtime.metadata
        let error = ScaleValue.variant(
            "Module",
            [.init(nil, .record([.init("index", .number(UInt8(7))), .init("error", .bytes([24, 0, 0, 0]))]))])
        func event(_ name: String, _ fields: ScaleValue...) -> ChainEvent {
            ChainEvent(pallet: "Utility", name: name, fields: fields.map { .init(nil, $0) }, extrinsicIndex: 1)
        }
        let interrupted = metadata.batchResult([
            event("ItemCompleted"), event("BatchInterrupted", .number(UInt32(1)), error),
        ])
        #expect(interrupted?.tried == 2)
        #expect(interrupted?.failures.mapValues(\.name) == [1: "InvalidDifficulty"])
        let forced = metadata.batchResult([
            event("ItemFailed", error), event("ItemCompleted"), event("ItemFailed", error),
            event("BatchCompletedWithErrors"),
        ])
        #expect(forced?.tried == 3)
        #expect(forced?.failures.keys.sorted() == [0, 2])
        let done = metadata.batchResult([event("ItemCompleted"), event("BatchCompleted")])
        #expect(done == BatchResult(failures: [:], tried: 1))
        #expect(metadata.batchResult([]) == nil)
    }

    // MARK: - Watching

    @Test("every status is handed out, up to the last one")
    func statuses() async throws {
        let chain = try await ScriptedChain()
        let watch = try await chain.client.watch(Self.extrinsic)
        let hash = Hash256(unchecked: [UInt8](repeating: 3, count: 32))
        let told: [TransactionStatus] = [
            .future, .ready, .broadcast, .inBlock(hash), .retracted(hash), .inBlock(hash), .finalized(hash),
        ]
        for status in told { chain.connection.notify("author_submitAndWatchExtrinsic", status.json) }
        var seen: [TransactionStatus] = []
        for try await status in watch { seen.append(status) }
        #expect(seen == told)
        #expect(watch.hash == Self.extrinsic.hash)
    }

    @Test(
        "an extrinsic knows the last block that can hold it",
        arguments: [(8, 7), (32, 31), (5, 7)] as [(UInt64, UInt64)])
    func lifetime(period: UInt64, last: UInt64) async throws {
        let chain = try await ScriptedChain()
        chain.serve(ScriptedChain.headers(1))
        chain.answer("account_nextIndex", 4)
        let alice = try KeyPair(uri: "//Alice")
        let call = Call("System", "remark", ["remark": .bytes([])])
        let mortal = try await chain.client.signed(
            call, by: alice, options: SigningOptions(lifetime: .blocks(period), tip: 7))
        #expect(mortal.lastBlock == BlockNumber(last))
        #expect(mortal.nonce == 4)
        let immortal = try await chain.client.signed(
            call, by: alice, options: SigningOptions(lifetime: .immortal, nonce: 9))
        #expect(immortal.lastBlock == nil)
        #expect(immortal.nonce == 9)
        #expect(immortal.trace.signer == alice.accountID)
    }
}

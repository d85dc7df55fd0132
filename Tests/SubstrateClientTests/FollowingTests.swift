// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import Testing

@Suite("Following blocks")
struct FollowingTests {
    /// What the test waits for.
    private struct Enough: Error {}

    /// The numbers of the blocks that come where a node tells of these heads, each when the one before was taken.
    private func followed(_ heads: [BlockHeader], on chain: ScriptedChain, finalized: Bool = false) async -> [UInt64] {
        let method = finalized ? "chain_subscribeFinalizedHeads" : "chain_subscribeNewHeads"
        let told = Mutex(1)
        let seen = Mutex<[UInt64]>([])
        // A subscription begins with the newest head.
        let announcing = Task {
            while !chain.connection.calls.contains(where: { $0.method == method }) { await Task.yield() }
            chain.connection.notify(method, heads[0].json)
        }
        await #expect(throws: Enough.self) {
            try await chain.client.followBlocks(finalized: finalized) { state in
                seen.withLock { $0.append(state.number.rawValue) }
                guard state.hash == heads[told.withLock { $0 - 1 }].hash else { return }
                let next = told.withLock { place in
                    defer { place += 1 }
                    return place
                }
                guard next < heads.count else { throw Enough() }
                // What was told already changes nothing.
                chain.connection.notify(method, heads[next - 1].json)
                chain.connection.notify(method, heads[next].json)
            }
        }
        await announcing.value
        return seen.withLock { $0 }
    }

    @Test("those come in order, and those too that came while nobody listened")
    func gaps() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(9)
        chain.serve(headers)
        #expect(
            await followed([headers[1], headers[2], headers[6], headers[8]], on: chain) == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test("a block that takes another's place comes too, and again the first one where that comes back")
    func replaced() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(4)
        chain.serve(headers)
        let other = BlockHeader(
            parentHash: headers[1].hash, number: 2, stateRoot: .zero, extrinsicsRoot: headers[1].hash, digest: [])
        let child = BlockHeader(
            parentHash: other.hash, number: 3, stateRoot: .zero, extrinsicsRoot: headers[1].hash, digest: [])
        #expect(await followed([headers[2], other, child], on: chain) == [2, 2, 3])
        #expect(await followed([headers[2], other, headers[3]], on: chain) == [2, 2, 2, 3])
    }

    @Test("where several blocks take the places of others, all of them come, in order")
    func replacedDeeper() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(5)
        var others = Array(headers[0...1])
        for number in 2...4 as ClosedRange<UInt64> {
            others.append(
                BlockHeader(
                    parentHash: others[Int(number) - 1].hash, number: BlockNumber(number), stateRoot: .zero,
                    extrinsicsRoot: headers[1].hash, digest: []))
        }
        chain.connection.respond(to: "chain_getHeader") { [others] params in
            (headers + others).first { $0.hash.hex == params[0]?.string }?.json ?? .null
        }
        #expect(await followed([headers[1], headers[2], headers[3], others[4]], on: chain) == [1, 2, 3, 2, 3, 4])
    }

    @Test("a node that answers with another block than the parent ends it, and does not lead on for ever")
    func wrongParent() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(4)
        let other = BlockHeader(
            parentHash: headers[0].hash, number: 3, stateRoot: .zero, extrinsicsRoot: headers[1].hash, digest: [])
        chain.connection.respond(to: "chain_getHeader") { params in
            params[0]?.string == headers[0].hash.hex ? other.json : headers[2].json
        }
        let method = "chain_subscribeNewHeads"
        let announcing = Task {
            while !chain.connection.calls.contains(where: { $0.method == method }) { await Task.yield() }
            chain.connection.notify(method, headers[2].json)
        }
        let error = await #expect(throws: ClientError.self) {
            try await chain.client.followBlocks { state in
                if state.hash == headers[2].hash { chain.connection.notify(method, other.json) }
            }
        }
        await announcing.value
        #expect(error?.code == .malformedAnswer)
        #expect(error?.reason.contains("for the parent of block 3") == true)
    }

    @Test("final ones only, where that is wanted")
    func finalized() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(6)
        chain.serve(headers)
        #expect(await followed([headers[1], headers[5]], on: chain, finalized: true) == [1, 2, 3, 4, 5])
    }

    @Test("an extrinsic is looked for from the newest block down, sixteen blocks at once")
    func search() async throws {
        let chain = try await ScriptedChain()
        let headers = ScriptedChain.headers(60)
        chain.serve(headers)
        let wanted = Extrinsic(bytes: [4, 7])
        chain.connection.respond(to: "chain_getBlock") { params in
            let isThere = params[0]?.string == headers[20].hash.hex
            return ["block": ["extrinsics": isThere ? [.string(wanted.bytes.hex)] : []]]
        }
        #expect(try await chain.client.block(holding: wanted.hash, in: 0...59) == headers[20].hash)
        #expect(chain.count(of: "chain_getBlock") == 48)
        #expect(try await chain.client.block(holding: wanted.hash, in: 21...59) == nil)
        #expect(try await chain.client.block(holding: wanted.hash, in: 0...19) == nil)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import Testing

@testable import SubstrateClient

@Suite("Nonces")
struct NonceTests {
    static let account = AccountID(unchecked: [UInt8](repeating: 9, count: 32))

    @Test("a hundred at once get a hundred numbers in a row, though the node knows of none of them")
    func concurrent() async throws {
        let tracker = NonceTracker()
        let nonces = try await withThrowingTaskGroup(of: UInt32.self) { group in
            for _ in 0..<100 { group.addTask { try await tracker.reserve(5, for: Self.account) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(nonces == Set(5..<105))
        for nonce in nonces { await tracker.finish(nonce, of: Self.account, .perhapsInPool) }
        #expect(await tracker.count == 0)
        // The node knows them all now, or none of them was used.
        #expect(try await tracker.reserve(5, for: Self.account) == 5)
    }

    @Test("a number that was not used is the next one given out; accounts do not share")
    func returned() async throws {
        let tracker = NonceTracker()
        func next(_ account: AccountID = Self.account) async throws -> UInt32 {
            try await tracker.reserve(0, for: account)
        }
        let given = [try await next(), try await next(), try await next()]
        #expect(given == [0, 1, 2])
        await tracker.finish(1, of: Self.account, .free)
        #expect(try await next() == 1)
        #expect(try await next() == 3)
        #expect(try await next(.init(unchecked: [UInt8](repeating: 1, count: 32))) == 0)
    }

    @Test("what was planned before a block took its number gets the next one")
    func plannedBefore() async throws {
        let tracker = NonceTracker()
        #expect(try await tracker.reserve(7, for: Self.account) == 7)
        await tracker.finish(7, of: Self.account, .inBlock)
        #expect(await tracker.count == 0)
        #expect(try await tracker.reserve(7, for: Self.account) == 8)
        #expect(try await tracker.reserve(12, for: Self.account) == 12)
    }

    @Test("after the last number there is none")
    func exhausted() async throws {
        let tracker = NonceTracker()
        #expect(try await tracker.reserve(.max, for: Self.account) == .max)
        await #expect(throws: ClientError(.malformedAnswer, "")) { try await tracker.reserve(.max, for: Self.account) }
        await tracker.finish(.max, of: Self.account, .inBlock)
        #expect(await tracker.count == 0)
    }

    @Test("a node that takes an extrinsic under another hash is not believed")
    func otherHash() async throws {
        let chain = try await ScriptedChain()
        chain.answer("author_submitExtrinsic", .string(Hash256.zero.hex))
        await #expect(throws: ClientError(.malformedAnswer, "")) {
            try await chain.client.submit(Extrinsic(bytes: [4, 4]))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization
import Testing

@Suite("Subscriptions")
struct RPCSubscriptionTests {
    @Test("Newest wins: a slow reader sees the last ones, in order")
    func newest() async throws {
        let (subscription, feed) = RPCSubscription.make(buffering: .newest(2))
        for number in 1...5 { #expect(feed.yield(JSONValue(number))) }
        feed.finish(throwing: nil)
        #expect(!feed.yield(6))
        var seen: [Int?] = []
        for try await value in subscription { seen.append(value.int) }
        #expect(seen == [4, 5])
    }

    @Test("Where nothing may be lost, one too many is an error, after those that fit")
    func overflow() async throws {
        let (subscription, feed) = RPCSubscription.make(buffering: .oldest(2))
        #expect(feed.yield(1))
        #expect(feed.yield(2))
        #expect(!feed.yield(3))
        let iterator = subscription.makeAsyncIterator()
        #expect(try await iterator.next() == 1)
        #expect(try await iterator.next() == 2)
        await #expect(throws: RPCError(.subscriptionOverflow, "")) { try await iterator.next() }
    }

    @Test("An error comes after what was buffered")
    func error() async throws {
        let (subscription, feed) = RPCSubscription.make(buffering: .oldest(8))
        feed.yield(1)
        feed.finish(throwing: RPCError(.closed, "gone"))
        let iterator = subscription.makeAsyncIterator()
        #expect(try await iterator.next() == 1)
        await #expect(throws: RPCError(.closed, "")) { try await iterator.next() }
    }

    @Test("Many elements pass through a small buffer in order")
    func order() async throws {
        let (subscription, feed) = RPCSubscription.make(buffering: .oldest(10_000))
        async let sum: [Int] = {
            var seen: [Int] = []
            for try await value in subscription { seen.append(value.int ?? -1) }
            return seen
        }()
        for number in 0..<10_000 { feed.yield(JSONValue(number)) }
        feed.finish(throwing: nil)
        #expect(try await sum == Array(0..<10_000))
    }

    @Test("Dropping it, or cancelling it or its reader, ends it once")
    func ends() async throws {
        let ends = Atomic(0)
        func make() -> (subscription: RPCSubscription, feed: RPCSubscription.Feed) {
            RPCSubscription.make(buffering: .newest(1)) { ends.wrappingAdd(1, ordering: .relaxed) }
        }
        do {
            let iterator = make().subscription.makeAsyncIterator()
            #expect(ends.load(ordering: .relaxed) == 0)
            _ = iterator
        }
        #expect(ends.load(ordering: .relaxed) == 1)

        let (cancelled, feed) = make()
        feed.yield(1)
        cancelled.cancel()
        cancelled.cancel()
        #expect(ends.load(ordering: .relaxed) == 2)
        #expect(!feed.yield(2))
        for try await _ in cancelled { Issue.record("a cancelled subscription delivered") }

        let (read, _) = make()
        let reader = Task { try await read.makeAsyncIterator().next() }
        reader.cancel()
        await #expect(throws: RPCError(.cancelled, "")) { try await reader.value }
        #expect(ends.load(ordering: .relaxed) == 3)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import TestBroker
import Testing

@testable import NATSClient

@Suite("Messages over a broker", .enabled(if: Broker.isThere, "\(Broker.missing)"), .timeLimit(.minutes(1)))
struct MessagingTests {
    @Test("reach who listens, with their headers, in their order")
    func publishing() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let subscription = try await client.subscribe(to: NATSSubject("news.*"))
            var headers = NATSHeaders()
            try headers.add("Kind", "test")
            try await client.publish(Array("one".utf8), to: NATSSubject("news.a"))
            try await client.publish(Array("two".utf8), to: NATSSubject("news.b"), headers: headers)
            try await client.publish([], to: NATSSubject("other"))
            try await client.publish([UInt8](repeating: 7, count: 1 << 20), to: NATSSubject("news.c"))
            var messages = subscription.makeAsyncIterator()
            #expect(try await messages.next() == NATSMessage(subject: "news.a", payload: Array("one".utf8)))
            let second = try #require(try await messages.next())
            #expect(second.headers["Kind"] == "test")
            #expect(second.payload == Array("two".utf8))
            #expect(try await messages.next()?.payload.count == 1 << 20)
            #expect(subscription.dropped == 0)
        }
    }

    @Test("are answered, each by its own answer")
    func requests() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let questions = try await client.subscribe(to: NATSSubject("double"), queue: "workers")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await question in questions {
                        let reply = try NATSSubject(#require(question.reply))
                        try await client.publish(question.payload + question.payload, to: reply)
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { askers in
                    for number in UInt8(0)..<100 {
                        askers.addTask {
                            let answer = try await client.request(NATSSubject("double"), payload: [number])
                            #expect(answer.payload == [number, number])
                        }
                    }
                    try await askers.waitForAll()
                }
                questions.cancel()
                try await group.waitForAll()
            }
        }
    }

    @Test("that nobody listens to are told at once, those that nobody answers after a while")
    func noAnswer() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let subject = try NATSSubject("void")
            let alone = await #expect(throws: NATSError.self) { try await client.request(subject, payload: []) }
            #expect(alone?.code == .noResponders)
            let listener = try await client.subscribe(to: subject)
            let slow = await #expect(throws: NATSError.self) {
                try await client.request(subject, payload: [], timeout: .milliseconds(50))
            }
            #expect(slow?.code == .timedOut)
            #expect(slow?.reason.contains("'void'") == true)
            listener.cancel()
        }
    }

    @Test("are not sent where they cannot arrive")
    func unsendable() async throws {
        let broker = try Broker("max_payload: 64")
        try await withNATSConnection(to: broker.servers) { client in
            let long = await #expect(throws: NATSError.self) {
                try await client.publish([UInt8](repeating: 0, count: 65), to: NATSSubject("a"))
            }
            #expect(long?.code == .tooLarge)
            let wild = await #expect(throws: NATSError.self) { try await client.publish([], to: NATSSubject("a.*")) }
            #expect(wild?.code == .invalidSubject)
            try await client.publish([UInt8](repeating: 0, count: 64), to: NATSSubject("a"))
            try await client.flush()
        }
    }

    @Test("are dropped and counted where they are read slowly; the newest, or the oldest, stay")
    func slowReaders() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let newest = try await client.subscribe(to: NATSSubject("n"), buffering: .newest(2))
            let oldest = try await client.subscribe(to: NATSSubject("n"), buffering: .oldest(3))
            for number in UInt8(0)..<10 { try await client.publish([number], to: NATSSubject("n")) }
            try await client.flush()
            var (new, old) = (newest.makeAsyncIterator(), oldest.makeAsyncIterator())
            #expect(try await new.next()?.payload == [8])
            #expect(try await new.next()?.payload == [9])
            #expect(try await old.next()?.payload == [0])
            #expect(try await old.next()?.payload == [1])
            #expect(newest.dropped == 8 + 1)
            #expect(oldest.dropped == 8)
        }
    }

    @Test("are waited for until the task is cancelled")
    func cancellation() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let subject = try NATSSubject("quiet")
            let subscription = try await client.subscribe(to: subject)
            let reader = Task { () async throws(NATSError) in
                var messages = subscription.makeAsyncIterator()
                return try await messages.next()
            }
            let asker = Task { () async throws(NATSError) in try await client.request(subject, payload: []) }
            reader.cancel()
            asker.cancel()
            await #expect(throws: NATSError(.cancelled, "")) { try await reader.value }
            await #expect(throws: NATSError(.cancelled, "")) { try await asker.value }
        }
    }

    @Test("are not sent by a client that was kept after its end")
    func afterwards() async throws {
        let broker = try Broker()
        let (kept, subscription) = try await withNATSConnection(to: broker.servers) { client in
            (client, try await client.subscribe(to: NATSSubject("a")))
        }
        await #expect(throws: NATSError(.closed, "")) { try await kept.publish([], to: NATSSubject("a")) }
        await #expect(throws: NATSError(.closed, "")) { try await kept.request(NATSSubject("a"), payload: []) }
        await #expect(throws: NATSError(.closed, "")) { try await kept.subscribe(to: NATSSubject("a")) }
        await #expect(throws: NATSError(.closed, "")) {
            for try await _ in subscription {}
        }
        for await _ in kept.states() { #expect(Bool(false), "a state after the end") }
    }
}

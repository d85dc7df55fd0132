// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import TestBroker
import Testing

@testable import NATSClient

@Suite("What a broker keeps", .enabled(if: Broker.isThere, "\(Broker.missing)"), .timeLimit(.minutes(1)))
struct JetStreamTests {
    private static func results(_ change: (inout NATSStreamConfiguration) -> Void = { _ in }) throws
        -> NATSStreamConfiguration
    {
        var configuration = NATSStreamConfiguration(name: "RESULTS", subjects: [try NATSSubject("result")])
        change(&configuration)
        return configuration
    }

    @Test("a message of the same id once")
    func duplicates() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            try await jetStream.createStream(Self.results())
            let subject = try NATSSubject("result")
            let first = try await jetStream.publish([1], to: subject, id: "9/7")
            let second = try await jetStream.publish([1], to: subject, id: "9/7")
            let other = try await jetStream.publish([2], to: subject, id: "9/8")
            #expect(first.sequence == 1 && !first.isDuplicate && first.stream == "RESULTS")
            #expect(second.sequence == 1 && second.isDuplicate)
            #expect(other.sequence == 2 && !other.isDuplicate)
            let info = try await jetStream.streamInfo("RESULTS")
            #expect(info.messages == 2 && info.firstSequence == 1 && info.lastSequence == 2 && info.consumers == 0)
        }
    }

    @Test("streams, each under its name with one configuration")
    func streams() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            try await jetStream.createStream(Self.results())
            try await jetStream.createStream(Self.results())
            let other = await #expect(throws: NATSError.self) {
                try await jetStream.createStream(Self.results { $0.maxMessages = 5 })
            }
            #expect(other?.code == .streamExists)
            let missing = await #expect(throws: NATSError.self) { try await jetStream.streamInfo("NONE") }
            #expect(missing?.code == .noSuchStream)
            await #expect(throws: NATSError(.invalidName, "")) { try await jetStream.streamInfo("a.b") }
            let nobody = await #expect(throws: NATSError.self) {
                try await jetStream.publish([], to: NATSSubject("elsewhere"))
            }
            #expect(nobody?.code == .noResponders)
        }
    }

    @Test("messages until they are acknowledged, also for a consumer that went away and came back")
    func consumer() async throws {
        let broker = try Broker()
        var configuration = NATSConsumerConfiguration(stream: "RESULTS", name: "coordinator")
        configuration.acknowledgementWait = .milliseconds(100)
        let wanted = configuration
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            try await jetStream.createStream(Self.results { $0.storage = .file })
            for number in UInt8(1)...5 { try await jetStream.publish([number], to: NATSSubject("result")) }
            let consumer = try await jetStream.createConsumer(wanted)
            let two = try await consumer.fetch(upTo: 2, wait: .seconds(5))
            #expect(two.map(\.message.payload) == [[1], [2]])
            #expect(two.map(\.sequence) == [1, 2])
            #expect(two.map(\.deliveries) == [1, 1])
            #expect(two.last?.pending == 3)
            try await two[0].acknowledge()
        }
        broker.stop()
        try broker.start()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            let consumer = try await jetStream.createConsumer(wanted)
            var seen: Set<UInt8> = []
            while seen.count < 4 {
                let messages = try await consumer.fetch(upTo: 10, wait: .seconds(5))
                for message in messages {
                    #expect(message.message.payload != [1])
                    seen.formUnion(message.message.payload)
                    if message.message.payload == [2] {
                        try await message.reject()
                    } else {
                        try await message.acknowledge()
                    }
                }
            }
            #expect(seen == [2, 3, 4, 5])
            #expect(try await consumer.fetch(upTo: 10, wait: .milliseconds(150)).isEmpty)
        }
    }

    @Test("what comes while a consumer waits is handed out at once, and nothing is waited for besides")
    func waitingConsumer() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            try await jetStream.createStream(Self.results())
            let consumer = try await jetStream.createConsumer(.init(stream: "RESULTS", name: "coordinator"))
            async let messages = consumer.fetch(upTo: 10, wait: .seconds(40))
            // The fetch is under way when the consumer has somebody who waits.
            var waiting = 0
            while waiting == 0 {
                let info = try await jetStream.ask("CONSUMER.INFO.RESULTS.coordinator")
                waiting = info["num_waiting"]?.int ?? 0
            }
            try await jetStream.publish([9], to: NATSSubject("result"))
            #expect(try await messages.map(\.message.payload) == [[9]])
        }
    }

    @Test("no consumer of what is not there")
    func missingConsumer() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            let none = await #expect(throws: NATSError.self) {
                try await jetStream.createConsumer(.init(stream: "NONE", name: "c"))
            }
            #expect(none?.code == .noSuchStream)
            try await jetStream.createStream(Self.results())
            let consumer = try await jetStream.createConsumer(.init(stream: "RESULTS", name: "c"))
            _ = try await jetStream.ask("CONSUMER.DELETE.RESULTS.c")
            let gone = await #expect(throws: NATSError.self) { try await consumer.fetch(upTo: 1, wait: .seconds(1)) }
            #expect(gone?.code == .noSuchConsumer)
        }
    }

    @Test("the newest value of each key")
    func bucket() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            let bucket = try NATSBucket("jobs", jetStream)
            #expect(try await bucket.get("job") == nil)
            let early = await #expect(throws: NATSError.self) { try await bucket.put([0], for: "job") }
            #expect(early?.code == .noResponders)
            try await bucket.create(storage: .memory)
            #expect(try await bucket.get("job") == nil)
            #expect(try await bucket.put([1], for: "job") == 1)
            #expect(try await bucket.put([2], for: "job") == 2)
            #expect(try await bucket.put([3], for: "other.key") == 3)
            #expect(try await bucket.get("job") == NATSBucket.Entry(value: [2], revision: 2))
            #expect(try await jetStream.streamInfo("KV_jobs").messages == 2)
            await #expect(throws: NATSError(.invalidName, "")) { try await bucket.get(">") }
            #expect(throws: NATSError(.invalidName, "")) { try NATSBucket("a.b", jetStream) }
        }
    }

    @Test("a value that somebody deleted is none")
    func deleted() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let bucket = try NATSBucket("jobs", NATSJetStream(client))
            try await bucket.create(storage: .memory)
            try await bucket.put([1], for: "job")
            var headers = NATSHeaders()
            try headers.add("KV-Operation", "DEL")
            _ = try await client.request(NATSSubject("$KV.jobs.job"), payload: [], headers: headers)
            #expect(try await bucket.get("job") == nil)
        }
    }

    @Test("a watch tells the value there is, those that follow, and the newest after the broker lost its memory")
    func watch() async throws {
        let broker = try Broker()
        var configuration = NATSConfiguration()
        configuration.backoff = RPCBackoff(base: .milliseconds(10), limit: .milliseconds(50))
        try await withNATSConnection(to: broker.servers, configuration: configuration) { client in
            let bucket = try NATSBucket("jobs", NATSJetStream(client))
            // It waits for a bucket that is not there yet.
            var early = try await bucket.watch("job").makeAsyncIterator()
            try await bucket.create(storage: .memory)
            try await bucket.put([1], for: "job")
            #expect(try await early.next()?.value == [1])
            var watch = try await bucket.watch("job").makeAsyncIterator()
            #expect(try await watch.next() == NATSBucket.Entry(value: [1], revision: 1))
            try await bucket.put([2], for: "job")
            #expect(try await watch.next()?.value == [2])
            var states = client.states().makeAsyncIterator()
            #expect(await states.next() == .connected(server: broker.url))
            broker.kill()
            guard case .reconnecting? = await states.next() else { return #expect(Bool(false), "nothing was noticed") }
            try broker.start()
            #expect(await states.next() == .connected(server: broker.url))
            #expect(try await bucket.get("job") == nil)
            try await bucket.create(storage: .memory)
            try await bucket.put([3], for: "job")
            #expect(try await watch.next()?.value == [3])
        }
    }

    @Test("nothing more where there is no room")
    func full() async throws {
        let broker = try Broker()
        try await withNATSConnection(to: broker.servers) { client in
            let jetStream = NATSJetStream(client)
            let configuration = try Self.results {
                $0.storage = .file
                $0.maxBytes = 300
                $0.discarding = .new
            }
            try await jetStream.createStream(configuration)
            try await jetStream.publish([UInt8](repeating: 0, count: 200), to: NATSSubject("result"))
            let full = await #expect(throws: NATSError.self) {
                try await jetStream.publish([UInt8](repeating: 0, count: 200), to: NATSSubject("result"))
            }
            #expect(full.map { NATSError.Code.jetStream ~= $0.code } == true)
            #expect(full?.reason.contains("maximum bytes exceeded") == true, "\(full?.reason ?? "")")
            // More than the whole store.
            let large = await #expect(throws: NATSError.self) {
                var configuration = NATSStreamConfiguration(name: "LARGE", subjects: [try NATSSubject("large")])
                configuration.storage = .file
                configuration.maxBytes = 1 << 40
                try await jetStream.createStream(configuration)
            }
            #expect(large.map { NATSError.Code.jetStream ~= $0.code } == true)
        }
    }

    @Test("nothing at all where nobody let it")
    func switchedOff() async throws {
        let broker = try Broker("accounts { A { users: [ { user: ann, password: a } ] } }")
        try await withNATSConnection(to: broker.servers(as: "ann:a")) { client in
            let error = await #expect(throws: NATSError.self) {
                try await NATSJetStream(client).createStream(Self.results())
            }
            #expect(error?.code == .noJetStream, "\(error?.reason ?? "")")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NATSClient

/// What workers hand in over a broker, as long as there is one: a stream that the broker has lost is made anew.
struct NATSSubmissions: AsyncSequence, Sendable {
    typealias Element = FleetSubmission

    private let bus: NATSWorkBus

    init(_ bus: NATSWorkBus) { self.bus = bus }

    func makeAsyncIterator() -> Iterator { Iterator(bus: bus) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let bus: NATSWorkBus
        private var consumer: NATSPullConsumer?
        /// What was fetched, the next one last.
        private var waiting: [NATSStoredMessage] = []
        /// What the reader is about.
        private var current: NATSStoredMessage?

        fileprivate init(bus: NATSWorkBus) { self.bus = bus }

        mutating func next() async throws -> FleetSubmission? {
            if let done = current.take() { await acknowledge(done) }
            while true {
                while let message = waiting.popLast() {
                    guard let worker = bus.subjects.worker(of: message.message.subject) else {
                        await acknowledge(message)
                        continue
                    }
                    current = message
                    return FleetSubmission(
                        worker: worker,
                        result: Result { () throws(FleetError) in try FleetResult(wire: message.message.payload) })
                }
                waiting = try await fetch().reversed()
            }
        }

        /// A message whose acknowledgement is lost comes again, and is known again.
        private func acknowledge(_ message: NATSStoredMessage) async { try? await message.acknowledge() }

        private mutating func fetch() async throws -> [NATSStoredMessage] {
            do throws(NATSError) {
                let reader: NATSPullConsumer
                if let consumer { reader = consumer } else { reader = try await bus.consumer() }
                consumer = reader
                return try await reader.fetch(upTo: 64, wait: .seconds(2))
            } catch  where Self.isPassing(error) {
                consumer = nil
                try await bus.connection.pacing.sleep(Self.pause)
                return []
            }
        }

        /// Lets a broker come to itself.
        private static let pause = Duration.milliseconds(100)

        /// Whether the next connection, or a stream made anew, may do better.
        private static func isPassing(_ error: NATSError) -> Bool {
            switch error.code {
            case .connectionLost, .silent, .timedOut, .noResponders, .noSuchConsumer, .noSuchStream: true
            default: false
            }
        }
    }
}

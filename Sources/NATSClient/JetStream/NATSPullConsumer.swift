// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstratePrimitives
import SubstrateRPC

/// A consumer that hands out messages when it is asked, each again until it is acknowledged.
public struct NATSPullConsumer: Sendable {
    public let stream: String
    public let name: String
    private let jetStream: NATSJetStream

    fileprivate init(_ configuration: NATSConsumerConfiguration, _ jetStream: NATSJetStream) {
        stream = configuration.stream
        name = configuration.name
        self.jetStream = jetStream
    }

    /// The next messages: as many of them as there are; where there are none, those that come next within `wait`.
    ///
    /// - Throws: ``NATSError/Code/noSuchConsumer`` or ``NATSError/Code/noSuchStream`` when it is gone, as one in memory is when the server was
    ///   restarted; `connectionLost`.
    public func fetch(upTo count: Int, wait: Duration) async throws(NATSError) -> [NATSStoredMessage] {
        let client = jetStream.client
        let inbox = try client.makeInbox()
        let answers = try await client.subscribe(to: inbox, buffering: .oldest(count + 8))
        defer { answers.cancel() }
        // `no_wait` with an end: the server sends what is there, or waits, and sends what has come then.
        let wanted: JSONValue = [
            "batch": JSONValue(Int64(clamping: count)), "expires": JSONValue(wait.wholeNanoseconds), "no_wait": true,
        ]
        try await client.publish(
            wanted.serialized(), to: NATSSubject(unchecked: "$JS.API.CONSUMER.MSG.NEXT.\(stream).\(name)"), reply: inbox
        )
        try await client.flush(timeout: jetStream.timeout)
        let timer = client.schedule(in: wait + Self.grace) { answers.cancel() }
        defer { timer.cancel() }
        let deliveries = answers.makeAsyncIterator()
        var messages: [NATSStoredMessage] = []
        var connections = 0
        while case .some(let delivery) = try await deliveries.nextDelivery() {
            switch delivery {
            case .began:
                // The request went over the first one.
                connections += 1
                guard connections == 1 else {
                    throw NATSError(.connectionLost, "the connection was lost while waiting")
                }
            case .message(let answer):
                if let message = NATSStoredMessage(answer, client) {
                    messages.append(message)
                    guard messages.count < count, message.pending > 0 else { return messages }
                } else if try isEnd(answer) {
                    return messages
                }
            }
        }
        // The server says nothing at all where there is no such consumer, or none any more.
        if messages.isEmpty { _ = try await jetStream.ask("CONSUMER.INFO.\(stream).\(name)") }
        return messages
    }

    /// How much later than it should the server's word that nothing has come may arrive.
    private static let grace = Duration.seconds(1)

    /// Whether nothing follows what the server said in the place of a message.
    private func isEnd(_ answer: NATSMessage) throws(NATSError) -> Bool {
        switch answer.headers.status?.code {
        // A sign of life.
        case 100: return false
        // No messages, or none within the time.
        case 404, 408: return true
        case 503:
            throw NATSError(
                .noSuchConsumer, "the broker has no consumer \(excerpt(name)) of the stream \(excerpt(stream))")
        default:
            let words = answer.headers.status.map { "\($0.code) \($0.text)" } ?? "something that is no message"
            throw NATSError(
                .noSuchConsumer, "the consumer \(excerpt(name)) of \(excerpt(stream)) says \(excerpt(words))")
        }
    }
}

extension NATSJetStream {
    /// Makes a consumer, or finds that it is there just so.
    ///
    /// - Throws: ``NATSError/Code/noSuchStream``.
    public func createConsumer(_ configuration: NATSConsumerConfiguration) async throws(NATSError) -> NATSPullConsumer {
        let stream = try NATSName(configuration.stream, of: "a stream")
        let name = try NATSName(configuration.name, of: "a consumer")
        _ = try await ask("CONSUMER.DURABLE.CREATE.\(stream).\(name)", configuration.document)
        return NATSPullConsumer(configuration, self)
    }
}

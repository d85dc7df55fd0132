// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A message of a stream, handed out by a consumer until it is acknowledged.
public struct NATSStoredMessage: Sendable {
    public let message: NATSMessage
    /// Its number in the stream.
    public let sequence: UInt64
    /// How often it was handed out, this time included.
    public let deliveries: UInt64
    /// How many more there were for the consumer when it was handed out.
    public let pending: UInt64
    private let client: NATSConnection
    private let reply: NATSSubject

    /// Nil for what no consumer has handed out: the reply subject says all.
    init?(_ message: NATSMessage, _ client: NATSConnection) {
        guard let reply = message.reply, message.headers.status == nil else { return nil }
        // `$JS.ACK.STREAM.CONSUMER.DELIVERIES.SEQUENCE.CONSUMED.TIME.PENDING`, or with domain and account after `ACK` and perhaps
        // one more word at the end.
        let words = reply.split(separator: ".")
        let first = words.count == 9 ? 4 : 6
        guard words.starts(with: ["$JS", "ACK"]), words.count == 9 || words.count >= 11,
            let deliveries = UInt64(words[first]), let sequence = UInt64(words[first + 1]),
            let pending = UInt64(words[first + 4]), let subject = try? NATSSubject(reply), !subject.hasWildcard
        else { return nil }
        self.message = message
        self.deliveries = deliveries
        self.sequence = sequence
        self.pending = pending
        self.client = client
        self.reply = subject
    }

    /// Says that it is done, and returns when the server knows: it is not handed out again.
    public func acknowledge() async throws(NATSError) { try await answer("+ACK") }

    /// Says that it is of no use, and returns when the server knows: it is not handed out again.
    public func reject() async throws(NATSError) { try await answer("+TERM") }

    private func answer(_ word: String) async throws(NATSError) {
        let payload = Array(word.utf8)
        _ = try await client.request(reply, payload: payload)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// What a broker keeps: streams of messages, consumers that remember how far they were read, buckets of values.
///
/// The server carries all of it out over subjects below `$JS.API`, with documents of JSON.
public struct NATSJetStream: Sendable {
    public let client: NATSConnection
    /// How long the server may take for each answer; nil for what the client's configuration says.
    public let timeout: Duration?

    public init(_ client: NATSConnection, timeout: Duration? = nil) {
        self.client = client
        self.timeout = timeout
    }

    // MARK: Streams

    /// Makes a stream, or finds that it is there just so.
    ///
    /// - Throws: ``NATSError/Code/streamExists`` where one of that name is there with another configuration; `noJetStream`.
    @discardableResult
    public func createStream(_ configuration: NATSStreamConfiguration) async throws(NATSError) -> NATSStreamInfo {
        let name = try NATSName(configuration.name, of: "a stream")
        return try NATSStreamInfo(
            try await ask("STREAM.CREATE.\(name)", configuration.document), server: "STREAM.CREATE")
    }

    /// Gives a stream that is there another configuration; what it keeps stays, as far as there is room for it then.
    ///
    /// - Throws: ``NATSError/Code/noSuchStream``; `jetStream` for what cannot be changed, such as its storage.
    @discardableResult
    public func updateStream(_ configuration: NATSStreamConfiguration) async throws(NATSError) -> NATSStreamInfo {
        let name = try NATSName(configuration.name, of: "a stream")
        return try NATSStreamInfo(
            try await ask("STREAM.UPDATE.\(name)", configuration.document), server: "STREAM.UPDATE")
    }

    /// What the server says of a stream.
    ///
    /// - Throws: ``NATSError/Code/noSuchStream``.
    public func streamInfo(_ name: String) async throws(NATSError) -> NATSStreamInfo {
        let name = try NATSName(name, of: "a stream")
        return try NATSStreamInfo(try await ask("STREAM.INFO.\(name)"), server: "STREAM.INFO")
    }

    // MARK: Messages

    /// Publishes a message to a stream, and returns when the server has stored it.
    ///
    /// - Parameter id: by which the server knows the message again within the stream's window. With it, what nobody knows the outcome of
    ///   is published again until the time is over: it is stored once.
    /// - Throws: `noResponders` where no stream takes that subject.
    @discardableResult
    public func publish(
        _ payload: [UInt8], to subject: NATSSubject, id: String? = nil
    ) async throws(NATSError) -> NATSReceipt {
        var headers = NATSHeaders()
        if let id { try headers.add("Nats-Msg-Id", id) }
        let clock = ContinuousClock()
        let limit = timeout ?? client.configuration.requestTimeout
        let deadline = clock.now + limit
        while true {
            do throws(NATSError) {
                let left = max(clock.now.duration(to: deadline), .milliseconds(1))
                let answer = try await client.request(subject, payload: payload, headers: headers, timeout: left)
                return try NATSReceipt(try document(answer, of: subject.description))
            } catch  where error.code == .connectionLost && id != nil && clock.now < deadline {
                continue
            }
        }
    }

    // MARK: The server's interface

    /// Asks the server, and returns its document.
    ///
    /// - Throws: `jetStream` with the server's own number, `noJetStream`.
    func ask(_ call: String, _ document: JSONValue? = nil) async throws(NATSError) -> JSONValue {
        let subject = "$JS.API.\(call)"
        do throws(NATSError) {
            let answer = try await client.request(
                NATSSubject(unchecked: subject), payload: document?.serialized() ?? [], timeout: timeout)
            return try self.document(answer, of: subject)
        } catch  where error.code == .noResponders {
            throw Self.switchedOff
        }
    }

    private static var switchedOff: NATSError {
        NATSError(
            .noJetStream,
            "the broker keeps nothing for this user: write 'jetstream {}' into nats-server's configuration, and "
                + "'jetstream: enabled' into the account")
    }

    /// The document of an answer, unless it is a refusal.
    private func document(_ answer: NATSMessage, of subject: String) throws(NATSError) -> JSONValue {
        let document: JSONValue
        do throws(RPCError) {
            document = try JSONValue(
                parsing: answer.payload, limits: JSONLimits(maxDepth: 32, maxBytes: 8 << 20, maxValues: 1 << 16))
        } catch {
            throw NATSError(.malformedReply, "the broker's answer to \(excerpt(subject)) is no JSON: \(error.reason)")
        }
        guard let error = document["error"] else { return document }
        let number = error["err_code"]?.int ?? error["code"]?.int ?? 0
        // Not for the account, and not at all.
        guard number != 10039, number != 10076 else { throw Self.switchedOff }
        let words = error["description"]?.string ?? "no reason given"
        throw NATSError(.jetStream(number), "the broker refuses \(excerpt(subject)): \(excerpt(words)), code \(number)")
    }
}

extension NATSError.Code {
    /// There is no stream, and no bucket, of that name.
    public static let noSuchStream = jetStream(10059)
    /// There is a stream of that name with another configuration.
    public static let streamExists = jetStream(10058)
    /// There is no consumer of that name.
    public static let noSuchConsumer = jetStream(10014)
    /// A value was to be written that has been written meanwhile.
    public static let wrongRevision = jetStream(10071)
}

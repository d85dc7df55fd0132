// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// A bucket of values by key, of each of which the server keeps the newest.
///
/// It is a stream named `KV_` and its name, with a subject for each key, as every client of NATS has them.
public struct NATSBucket: Sendable {
    /// A value, and when it was written.
    public struct Entry: Hashable, Sendable {
        public let value: [UInt8]
        /// Numbers the writes of the bucket upwards; nil where a watch was told of the write itself.
        public let revision: UInt64?
    }

    public let name: String
    private let jetStream: NATSJetStream

    /// A bucket that is there, or will be.
    ///
    /// - Throws: `invalidName`.
    public init(_ name: String, _ jetStream: NATSJetStream) throws(NATSError) {
        self.name = try NATSName(name, of: "a bucket").description
        self.jetStream = jetStream
    }

    /// Makes the bucket, or finds that it is there just so.
    ///
    /// - Parameter storage: what lies in memory is gone when the server ends.
    public func create(storage: NATSStreamConfiguration.Storage, maxBytes: Int? = nil) async throws(NATSError) {
        var configuration = NATSStreamConfiguration(
            name: stream, subjects: [NATSSubject(unchecked: "$KV.\(name).>")])
        configuration.storage = storage
        configuration.maxBytes = maxBytes
        configuration.discarding = .new
        configuration.maxMessagesPerSubject = 1
        configuration.allowsRollup = true
        configuration.deniesDeleting = true
        try await jetStream.createStream(configuration)
    }

    /// Writes a value, and returns the write's number when the server has stored it.
    ///
    /// - Throws: `noResponders` where there is no such bucket, or `timedOut` where somebody watches the key all the same; `permissionDenied`.
    @discardableResult
    public func put(_ value: [UInt8], for key: String) async throws(NATSError) -> UInt64 {
        try await jetStream.publish(value, to: subject(of: key)).sequence
    }

    /// The newest value of a key; nil where it has none, or there is no such bucket.
    ///
    /// - Throws: `permissionDenied`, `timedOut`, `connectionLost`.
    public func get(_ key: String) async throws(NATSError) -> Entry? {
        let subject = try subject(of: key)
        // A server says nothing at all to a direct read of what is not there.
        guard try await exists() else { return nil }
        let answer = try await readDirectly(subject)
        guard answer.headers.status == nil else {
            guard answer.headers.status?.code != 404 else { return nil }
            let words = answer.headers.status.map { "\($0.code) \($0.text)" } ?? ""
            throw NATSError(.malformedReply, "reading \(excerpt(key)) of the bucket \(name) failed: \(excerpt(words))")
        }
        guard Self.isValue(answer.headers) else { return nil }
        return Entry(value: answer.payload, revision: answer.headers["Nats-Sequence"].flatMap { UInt64($0) })
    }

    /// How long a direct read waits before it is repeated: a server that is about to make a bucket does not answer at all.
    private static let patience = Duration.milliseconds(250)

    private func readDirectly(_ subject: NATSSubject) async throws(NATSError) -> NATSMessage {
        let clock = ContinuousClock()
        let deadline = clock.now + (jetStream.timeout ?? jetStream.client.configuration.requestTimeout)
        while true {
            do throws(NATSError) {
                return try await jetStream.client.request(
                    NATSSubject(unchecked: "$JS.API.DIRECT.GET.\(stream).\(subject)"), payload: [],
                    timeout: min(Self.patience, max(clock.now.duration(to: deadline), .milliseconds(1))))
            } catch  where error.code == .timedOut && clock.now < deadline {
                continue
            }
        }
    }

    /// Whether there is such a bucket.
    public func exists() async throws(NATSError) -> Bool {
        do throws(NATSError) {
            _ = try await jetStream.streamInfo(stream)
            return true
        } catch  where error.code == .noSuchStream {
            return false
        }
    }

    /// The value that a key has, and all that it gets: see ``NATSBucketWatch``.
    public func watch(_ key: String) async throws(NATSError) -> NATSBucketWatch {
        let subscription = try await jetStream.client.subscribe(
            to: try subject(of: key), buffering: .newest(NATSBucketWatch.capacity))
        return NATSBucketWatch(self, key: key, subscription)
    }

    /// Whether a write was of a value, and not the deletion of one.
    static func isValue(_ headers: NATSHeaders) -> Bool { headers["KV-Operation"] == nil }

    private var stream: String { "KV_\(name)" }

    private func subject(of key: String) throws(NATSError) -> NATSSubject {
        let subject = try NATSSubject("$KV.\(name).\(key)")
        guard !subject.hasWildcard else {
            throw NATSError(.invalidName, "\(excerpt(key)) cannot be a key: it has a wildcard")
        }
        return subject
    }
}

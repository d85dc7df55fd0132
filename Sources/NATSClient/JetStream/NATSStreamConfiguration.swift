// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// What a stream takes, and how much of it the server keeps.
public struct NATSStreamConfiguration: Sendable {
    /// Where the server keeps messages.
    public enum Storage: String, Hashable, Sendable {
        /// Gone when the server ends.
        case memory
        case file
    }

    /// What happens when a stream is full.
    public enum Discarding: String, Hashable, Sendable {
        /// The oldest make room.
        case old
        /// Nothing more is taken.
        case new
    }

    public var name: String
    public var subjects: [NATSSubject]
    public var storage = Storage.memory
    public var discarding = Discarding.old
    /// nil for as many as there is room for.
    public var maxMessages: Int?
    public var maxBytes: Int?
    public var maxMessagesPerSubject: Int?
    /// Of one message with its headers; larger ones are refused.
    public var maxMessageBytes: Int?
    public var maxAge: Duration?
    /// How long the server knows a message again by its id.
    public var duplicateWindow: Duration = .seconds(120)
    /// Whether single messages can be read without a consumer.
    public var allowsDirectReads = true
    /// Whether whoever publishes may replace what was there before by a header, as buckets need it.
    public var allowsRollup = false
    /// Whether nobody may delete single messages.
    public var deniesDeleting = false

    public init(name: String, subjects: [NATSSubject]) {
        self.name = name
        self.subjects = subjects
    }

    var document: JSONValue {
        [
            "name": .string(name), "subjects": .array(subjects.map { .string($0.description) }),
            "retention": "limits", "storage": .string(storage.rawValue), "discard": .string(discarding.rawValue),
            "num_replicas": 1, "max_msgs": JSONValue(maxMessages ?? -1), "max_bytes": JSONValue(maxBytes ?? -1),
            "max_msgs_per_subject": JSONValue(maxMessagesPerSubject ?? -1),
            "max_msg_size": JSONValue(maxMessageBytes ?? -1), "max_consumers": -1,
            "max_age": JSONValue(maxAge?.wholeNanoseconds ?? 0),
            "duplicate_window": JSONValue(duplicateWindow.wholeNanoseconds), "allow_direct": .bool(allowsDirectReads),
            "allow_rollup_hdrs": .bool(allowsRollup), "deny_delete": .bool(deniesDeleting),
        ]
    }
}

extension Duration {
    /// As the server's documents have it; what is beyond 292 years is held there.
    var wholeNanoseconds: Int64 { Int64(clamping: attoseconds / 1_000_000_000) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// Who reads a stream, and remembers how far.
public struct NATSConsumerConfiguration: Sendable {
    public var stream: String
    /// By which the server knows the consumer again, also after the client's end.
    public var name: String
    /// Of the stream's subjects, those that are wanted; nil for all.
    public var filter: NATSSubject?
    /// A message that was not acknowledged for so long is handed out again.
    public var acknowledgementWait: Duration = .seconds(30)
    /// How often a message is handed out at most; nil for until it is acknowledged.
    public var maxDeliveries: Int?

    public init(stream: String, name: String) {
        self.stream = stream
        self.name = name
    }

    var document: JSONValue {
        var members: [String: JSONValue] = [
            "durable_name": .string(name), "deliver_policy": "all", "ack_policy": "explicit",
            "replay_policy": "instant",
            "ack_wait": JSONValue(acknowledgementWait.wholeNanoseconds), "max_deliver": JSONValue(maxDeliveries ?? -1),
        ]
        if let filter { members["filter_subject"] = .string(filter.description) }
        return ["stream_name": .string(stream), "config": .object(members)]
    }
}

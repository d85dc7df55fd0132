// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// What a server says of a stream.
public struct NATSStreamInfo: Hashable, Sendable {
    public let name: String
    public let messages: UInt64
    public let bytes: UInt64
    public let firstSequence: UInt64
    public let lastSequence: UInt64
    public let consumers: Int

    init(_ document: JSONValue, server call: String) throws(NATSError) {
        guard let name = document["config"]?["name"]?.string, let state = document["state"],
            let messages = state["messages"]?.uint64, let bytes = state["bytes"]?.uint64,
            let first = state["first_seq"]?.uint64, let last = state["last_seq"]?.uint64
        else { throw NATSError(.malformedReply, "the broker's answer to \(call) lacks the state of the stream") }
        self.name = name
        self.messages = messages
        self.bytes = bytes
        firstSequence = first
        lastSequence = last
        consumers = state["consumer_count"]?.int ?? 0
    }
}

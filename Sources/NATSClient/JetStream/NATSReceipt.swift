// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// What a server says when it has stored a message.
public struct NATSReceipt: Hashable, Sendable {
    public let stream: String
    /// The message's number in the stream.
    public let sequence: UInt64
    /// Whether a message of the same id was stored before, so that this one was not.
    public let isDuplicate: Bool

    init(_ document: JSONValue) throws(NATSError) {
        guard let stream = document["stream"]?.string, let sequence = document["seq"]?.uint64 else {
            throw NATSError(.malformedReply, "what the broker said of a message is no receipt")
        }
        self.stream = stream
        self.sequence = sequence
        isDuplicate = document["duplicate"]?.bool ?? false
    }
}

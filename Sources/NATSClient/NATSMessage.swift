// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What was published: where, with what headers, and what it says.
public struct NATSMessage: Hashable, Sendable {
    /// Where it was published.
    public let subject: String
    /// Where whoever published it waits for an answer.
    public let reply: String?
    public let headers: NATSHeaders
    public let payload: [UInt8]

    public init(subject: String, reply: String? = nil, headers: NATSHeaders = NATSHeaders(), payload: [UInt8]) {
        self.subject = subject
        self.reply = reply
        self.headers = headers
        self.payload = payload
    }

    /// What it takes in memory, about.
    var size: Int { subject.utf8.count + (reply?.utf8.count ?? 0) + headers.size + payload.count }
}

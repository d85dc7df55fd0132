// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The headers of a message, in their order; the server's own messages carry a status in front of them.
public struct NATSHeaders: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let value: String
    }

    /// What the server says in the place of an answer: 503 when nobody listens, 404 when there is no message.
    public struct Status: Hashable, Sendable {
        public let code: Int
        public let text: String
    }

    public private(set) var fields: [Field] = []
    public let status: Status?

    /// No headers.
    public init() { status = nil }

    init(status: Status?, fields: [Field]) {
        self.status = status
        self.fields = fields
    }

    public var isEmpty: Bool { fields.isEmpty && status == nil }

    /// The first value of that name; names are compared letter by letter, as NATS does.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Adds a header.
    ///
    /// - Throws: `invalidHeader` for a name with blanks, colons or control characters, and for a value with a line break.
    public mutating func add(_ name: String, _ value: String) throws(NATSError) {
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: ":") }) else {
            throw NATSError(.invalidHeader, "\(excerpt(name)) cannot be the name of a header")
        }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
            throw NATSError(.invalidHeader, "the value of the header \(name) holds a control character")
        }
        fields.append(Field(name: name, value: value))
    }

    /// The bytes that they take on the wire, about.
    var size: Int { fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 } }
}

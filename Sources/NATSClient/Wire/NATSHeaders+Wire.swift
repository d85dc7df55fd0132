// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Headers that are not as the protocol has them.
struct NATSHeaderFault: Error {
    let reason: String
}

extension NATSHeaders {
    /// The first line of every block of headers.
    private static let version = "NATS/1.0"
    /// More than any server or client of NATS sets.
    private static let mostFields = 256

    /// Reads a block of headers: the version, perhaps with a status, then a line for each, then an empty one.
    init(wire bytes: some Collection<UInt8>) throws(NATSHeaderFault) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw NATSHeaderFault(reason: "headers that are not UTF-8")
        }
        guard text.utf8.suffix(4).elementsEqual("\r\n\r\n".utf8), text.hasPrefix(Self.version) else {
            throw NATSHeaderFault(reason: "headers without their beginning or their end")
        }
        // Swift takes the two characters of a line break for one.
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let first = lines.first, lines.count - 3 <= Self.mostFields else {
            throw NATSHeaderFault(reason: "more than \(Self.mostFields) headers")
        }
        var fields: [Field] = []
        for line in lines.dropFirst().dropLast(2) {
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
                throw NATSHeaderFault(reason: "a header without a name")
            }
            let value = line[line.index(after: colon)...]
            fields.append(Field(name: String(line[..<colon]), value: Self.trimmed(value)))
        }
        self.init(status: try Self.status(first.dropFirst(Self.version.count)), fields: fields)
    }

    /// The block as it is sent; empty where there are no headers.
    var wire: [UInt8] {
        guard !fields.isEmpty else { return [] }
        let lines = fields.map { "\($0.name): \($0.value)\r\n" }
        return Array((Self.version + "\r\n" + lines.joined() + "\r\n").utf8)
    }

    /// What follows the version: nothing, or three digits and some words.
    private static func status(_ text: Substring) throws(NATSHeaderFault) -> Status? {
        let text = trimmed(text)
        guard !text.isEmpty else { return nil }
        let digits = text.prefix { $0 != " " }
        guard digits.utf8.count == 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let code = Int(digits)
        else { throw NATSHeaderFault(reason: "a status that is no number") }
        return Status(code: code, text: trimmed(text.dropFirst(digits.count)))
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        let start = text.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(start[...last])
    }
}

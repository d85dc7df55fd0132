// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

extension OutputDocument {
    /// The document that a JSON text of our own making spells, its members in their order; null for anything else.
    init(json text: String) {
        var text = text
        self = text.withUTF8 { utf8 in
            var reader = OutputDocumentReader(UnsafeRawBufferPointer(utf8))
            return (try? reader.document()) ?? .null
        }
    }
}

private struct OutputDocumentReader {
    /// A value of a chain nests 64 levels deep at most, and an option within an option adds one to each. It bounds the
    /// recursion.
    private static let deepest = 200

    private var scanner: JSONScanner

    init(_ bytes: UnsafeRawBufferPointer) {
        scanner = JSONScanner(bytes, maxDepth: Self.deepest, maxValues: .max)
    }

    mutating func document() throws(JSONFault) -> OutputDocument? {
        let document = try nextValue()
        try scanner.finish()
        return document
    }

    /// The next value; nil at the end of the container around it.
    private mutating func nextValue() throws(JSONFault) -> OutputDocument? {
        switch try scanner.next() {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .string(let string): return .string(try scanner.text(of: string))
        case .number(let number):
            guard let value = scanner.integer(of: number) else { throw scanner.fault("a number beyond 64 bits") }
            return .integer(Int(value))
        case .arrayStart:
            var elements: [OutputDocument] = []
            while let element = try nextValue() { elements.append(element) }
            return .array(elements)
        case .objectStart:
            var members: [OutputDocument.Member] = []
            while case .name(let token) = try scanner.next() {
                let name = try scanner.text(of: token)
                if let value = try nextValue() { members.append(.init(name: name, value: value)) }
            }
            return .object(members)
        case .name, .arrayEnd, .objectEnd: return nil
        }
    }
}

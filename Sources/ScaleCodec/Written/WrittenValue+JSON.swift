// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

extension WrittenValue {
    /// The one JSON document that a text is. Numbers keep every digit, and members that stand there twice stay two.
    ///
    /// - Throws: `notJSON`, with the place.
    public init(json text: String) throws(ScaleError) {
        var text = text
        let result = text.withUTF8 { utf8 in
            var reader = WrittenValueReader(UnsafeRawBufferPointer(utf8))
            return Result { () throws(JSONFault) in try reader.document() }
        }
        switch result {
        case .success(let value): self = value
        case .failure(let fault):
            throw ScaleError(.notJSON, "malformed JSON at byte \(fault.offset): \(fault.reason)")
        }
    }
}

private struct WrittenValueReader {
    /// More than any call has; it bounds the memory.
    private static let mostValues = 1 << 20

    private var scanner: JSONScanner

    /// The depth of values bounds the recursion.
    init(_ bytes: UnsafeRawBufferPointer) {
        scanner = JSONScanner(bytes, maxDepth: TypeRegistry.maximumDepth, maxValues: Self.mostValues)
    }

    mutating func document() throws(JSONFault) -> WrittenValue {
        guard let value = try nextValue() else { throw scanner.fault("a value is missing") }
        try scanner.finish()
        return value
    }

    /// The next value; nil at the end of the container around it.
    private mutating func nextValue() throws(JSONFault) -> WrittenValue? {
        switch try scanner.next() {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .string(let string): return .text(try scanner.text(of: string))
        case .number(let number): return .number(scanner.text(of: number))
        case .arrayStart:
            var values: [WrittenValue] = []
            while let value = try nextValue() { values.append(value) }
            return .list(values)
        case .objectStart:
            var members: [WrittenValue.Member] = []
            while case .name(let token) = try scanner.next() {
                let name = try scanner.text(of: token)
                if let value = try nextValue() { members.append(.init(name, value)) }
            }
            return .object(members)
        case .name, .arrayEnd, .objectEnd: return nil
        }
    }
}

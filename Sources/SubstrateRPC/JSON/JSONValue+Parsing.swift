// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SubstratePrimitives

extension JSONValue {
    /// Reads one JSON document (RFC 8259, strictly: UTF-8, no trailing commas, no member named twice).
    ///
    /// Throws ``RPCError/Code/invalidJSON``, or ``RPCError/Code/tooLarge`` beyond `limits.maxBytes`.
    public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = JSONLimits()) throws(RPCError) {
        func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, RPCError> {
            guard bytes.count <= limits.maxBytes else {
                let reason = "JSON of \(bytes.count) bytes is over the limit of \(limits.maxBytes)"
                return .failure(RPCError(.tooLarge, reason))
            }
            var builder = JSONValueBuilder(UnsafeRawBufferPointer(bytes), limits: limits)
            do throws(JSONFault) {
                return .success(try builder.document())
            } catch {
                return .failure(RPCError(.invalidJSON, "malformed JSON at byte \(error.offset): \(error.reason)"))
            }
        }
        let result = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
        self = try result.get()
    }

    /// Reads one JSON document.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(RPCError) {
        try self.init(parsing: text.utf8, limits: limits)
    }
}

private struct JSONValueBuilder {
    private var scanner: JSONScanner
    /// The containers around the current position, outermost first.
    private var open: [Container] = []

    private struct Container {
        let isObject: Bool
        var elements: [JSONValue] = []
        var members: [String: JSONValue] = [:]
        var name = ""
    }

    init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits) {
        scanner = JSONScanner(bytes, maxDepth: limits.maxDepth, maxValues: limits.maxValues)
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        while true {
            guard let value = try completedValue() else { continue }
            guard !open.isEmpty else {
                try scanner.finish()
                return value
            }
            try attach(value)
        }
    }

    /// The value that the next token completes, if it completes one.
    private mutating func completedValue() throws(JSONFault) -> JSONValue? {
        switch try scanner.next() {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let number): return try value(of: number)
        case .string(let string): return .string(try scanner.text(of: string))
        case .name(let name): open[open.count - 1].name = try scanner.text(of: name)
        case .arrayStart: open.append(Container(isObject: false))
        case .objectStart: open.append(Container(isObject: true))
        case .arrayEnd: return .array(open.removeLast().elements)
        case .objectEnd: return .object(open.removeLast().members)
        }
        return nil
    }

    private mutating func attach(_ value: JSONValue) throws(JSONFault) {
        let top = open.count - 1
        guard open[top].isObject else {
            open[top].elements.append(value)
            return
        }
        guard open[top].members.updateValue(value, forKey: open[top].name) == nil else {
            throw scanner.fault("member \(excerpt(open[top].name)) appears twice")
        }
    }

    private func value(of number: JSONNumber) throws(JSONFault) -> JSONValue {
        if let value = scanner.integer(of: number) { return .integer(Int128(value)) }
        // Longer than any double's shortest or exact spelling in practice; bounds the work of conversion.
        guard number.range.count <= 1024 else { throw scanner.fault("a number of more than 1024 characters") }
        let text = scanner.text(of: number)
        if number.isInteger, let value = Int128(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw scanner.fault("a number too large for a double") }
        return .double(value)
    }
}

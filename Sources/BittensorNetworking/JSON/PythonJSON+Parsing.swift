// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

extension PythonJSON {
    /// What a parser accepts before it gives up.
    public struct Limits: Sendable {
        /// How deep lists and objects may nest.
        public var depth: Int
        /// How many values there may be in all. One takes some 24 bytes of memory, whatever it took as text.
        public var values: Int

        public init(depth: Int = 200, values: Int = 4_000_000) {
            self.depth = depth
            self.values = values
        }
    }

    /// Parses one JSON document, with Python's extensions `NaN`, `Infinity` and `-Infinity`.
    public init(parsing bytes: some Collection<UInt8>, limits: Limits = Limits()) throws(NetworkingError) {
        func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<PythonJSON, NetworkingError> {
            var builder = PythonJSONBuilder(UnsafeRawBufferPointer(bytes), limits: limits)
            do throws(JSONFault) {
                return .success(try builder.document())
            } catch {
                return .failure(NetworkingError(error))
            }
        }
        let result = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
        self = try result.get()
    }

    /// Parses the JSON document in `text`.
    public init(parsing text: String, limits: Limits = Limits()) throws(NetworkingError) {
        try self.init(parsing: text.utf8, limits: limits)
    }
}

extension NetworkingError {
    fileprivate init(_ fault: JSONFault) {
        let code: Code =
            switch fault.code {
            case .malformed: .invalidJSON
            case .limit: .jsonLimit
            case .notUTF8: .notUnicode
            }
        self.init(code, "no JSON: \(fault.reason) at byte \(fault.offset)")
    }
}

private struct PythonJSONBuilder {
    private var scanner: JSONScanner
    /// The containers around the current position, outermost first. They grow in place: one that moved in and out would be
    /// copied.
    private var open: [Container] = []

    private struct Container {
        let isObject: Bool
        var values: [PythonJSON] = []
        var object = JSONObject()
        var key = ""
    }

    init(_ bytes: UnsafeRawBufferPointer, limits: PythonJSON.Limits) {
        scanner = JSONScanner(bytes, maxDepth: limits.depth, maxValues: limits.values, allowsNonFinite: true)
    }

    mutating func document() throws(JSONFault) -> PythonJSON {
        while true {
            guard let value = try completedValue() else { continue }
            guard !open.isEmpty else {
                try scanner.finish()
                return value
            }
            let top = open.count - 1
            if open[top].isObject {
                open[top].object[open[top].key] = value
            } else {
                open[top].values.append(value)
            }
        }
    }

    /// The value that the next token completes, if it completes one.
    private mutating func completedValue() throws(JSONFault) -> PythonJSON? {
        switch try scanner.next() {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let number): return try value(of: number)
        case .string(let string): return .text(try scanner.text(of: string))
        case .name(let name): open[open.count - 1].key = try scanner.text(of: name)
        case .arrayStart: open.append(Container(isObject: false))
        case .objectStart: open.append(Container(isObject: true))
        case .arrayEnd: return .array(open.removeLast().values)
        case .objectEnd: return .object(open.removeLast().object)
        }
        return nil
    }

    private func value(of number: JSONNumber) throws(JSONFault) -> PythonJSON {
        if let value = scanner.integer(of: number) { return .integer(value) }
        let text = scanner.text(of: number)
        guard number.isInteger else {
            guard let value = Double(text) else { throw scanner.fault("a number that is none") }
            return .number(value)
        }
        let digits = text.utf8.count - (text.hasPrefix("-") ? 1 : 0)
        guard digits <= PythonText.longestInteger else { throw scanner.fault("a number of \(digits) digits") }
        return .bigInteger(text)
    }
}

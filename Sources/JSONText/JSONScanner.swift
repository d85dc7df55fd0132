// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Reads the text of one JSON document token by token, by the letter of RFC 8259.
///
/// It minds the commas and the brackets, so that what it hands out always forms a document; what becomes of it is the
/// caller's. Strings and numbers are places in the text, so that no secret is copied but to where the caller wants it;
/// faults quote nothing. Nesting takes no stack. The bytes must outlive the scanner.
package struct JSONScanner {
    let bytes: UnsafeRawBufferPointer
    private let maxDepth: Int
    private let maxValues: Int
    private let allowsNonFinite: Bool

    var position = 0
    private var valueCount = 0
    /// The brackets that end the containers around the current position, outermost first.
    private var ends: [UInt8] = []
    private var place = Place.value

    private enum Place {
        case value
        case containerStart
        case afterValue
    }

    /// - Parameters:
    ///   - maxDepth: How deep arrays and objects may nest.
    ///   - maxValues: How many values of every kind there may be, containers included.
    ///   - allowsNonFinite: Whether `NaN`, `Infinity` and `-Infinity` are numbers, as in Python.
    package init(_ bytes: UnsafeRawBufferPointer, maxDepth: Int, maxValues: Int, allowsNonFinite: Bool = false) {
        self.bytes = bytes
        self.maxDepth = maxDepth
        self.maxValues = maxValues
        self.allowsNonFinite = allowsNonFinite
    }

    /// The next token. Where the document has ended there is none, and that is a fault.
    package mutating func next() throws(JSONFault) -> JSONToken {
        skipBlanks()
        guard let end = ends.last else {
            guard place == .value else { throw fault("nothing is left of the document") }
            return try value()
        }
        let isObject = end == UInt8(ascii: "}")
        switch place {
        case .value: return try value()
        case .containerStart:
            if take(end) { return close() }
        case .afterValue:
            if take(end) { return close() }
            guard take(UInt8(ascii: ",")) else {
                throw fault("a comma or the end of the \(isObject ? "object" : "array") is missing")
            }
            skipBlanks()
        }
        return isObject ? try name() : try value()
    }

    /// Makes sure, after the document's last token, that only blanks follow.
    package mutating func finish() throws(JSONFault) {
        skipBlanks()
        guard position == bytes.count else { throw fault("more text after the document") }
    }

    /// A fault at the current position.
    @inline(never)
    package func fault(_ reason: String, _ code: JSONFault.Code = .malformed) -> JSONFault {
        JSONFault(code: code, reason: reason, offset: position)
    }

    // MARK: Structure

    private mutating func value() throws(JSONFault) -> JSONToken {
        valueCount += 1
        guard valueCount <= maxValues else { throw fault("more than \(maxValues) values", .limit) }
        place = .afterValue
        guard let byte = current else { throw fault("the text ends where a value should be") }
        switch byte {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return try open(.arrayStart, end: UInt8(ascii: "]"))
        case UInt8(ascii: "{"): return try open(.objectStart, end: UInt8(ascii: "}"))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "N") where allowsNonFinite, UInt8(ascii: "I") where allowsNonFinite: return try number()
        default: throw fault("no value begins like this")
        }
    }

    private mutating func open(_ token: JSONToken, end: UInt8) throws(JSONFault) -> JSONToken {
        guard ends.count < maxDepth else { throw fault("nested deeper than \(maxDepth)", .limit) }
        position += 1
        ends.append(end)
        place = .containerStart
        return token
    }

    private mutating func close() -> JSONToken {
        place = .afterValue
        return ends.removeLast() == UInt8(ascii: "}") ? .objectEnd : .arrayEnd
    }

    private mutating func name() throws(JSONFault) -> JSONToken {
        guard current == UInt8(ascii: "\"") else { throw fault("the name of a member is missing") }
        let name = try string()
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
        place = .value
        return .name(name)
    }

    // MARK: Words and numbers

    private mutating func word(_ word: StaticString, _ token: JSONToken) throws(JSONFault) -> JSONToken {
        guard word.withUTF8Buffer({ bytes[position...].starts(with: $0) }) else {
            throw fault("no value begins like this")
        }
        position += word.utf8CodeUnitCount
        return token
    }

    private mutating func number() throws(JSONFault) -> JSONToken {
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        if allowsNonFinite, current == UInt8(ascii: "I") || !isNegative && current == UInt8(ascii: "N") {
            let name: StaticString = current == UInt8(ascii: "I") ? "Infinity" : "NaN"
            let range = start..<position + name.utf8CodeUnitCount
            return try word(name, .number(JSONNumber(range: range, isInteger: false)))
        }
        let hasLeadingZero = current == UInt8(ascii: "0")
        var isInteger = true
        let digits = skipDigits()
        guard digits > 0, digits == 1 || !hasLeadingZero else { throw fault("a malformed number") }
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() > 0 else { throw fault("a malformed number") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            guard skipDigits() > 0 else { throw fault("a malformed number") }
        }
        return .number(JSONNumber(range: start..<position, isInteger: isInteger))
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
        return position - start
    }
}

// MARK: - Bytes

extension JSONScanner {
    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }
}

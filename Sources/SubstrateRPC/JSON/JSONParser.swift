import SubstratePrimitives

/// Reads one JSON document without recursion, so that its nesting cannot exhaust the stack.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var position = 0
    private var valueCount = 0
    /// The containers around the current position, outermost first.
    private var open: [Container] = []

    private struct Container {
        let isObject: Bool
        var elements: [JSONValue] = []
        var members: [String: JSONValue] = [:]
        var key = ""
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(RPCError) -> JSONValue {
        guard bytes.count <= limits.maxBytes else {
            throw RPCError(.tooLarge, "JSON of \(bytes.count) bytes is over the limit of \(limits.maxBytes)")
        }
        while true {
            guard var value = try valueOrOpening() else { continue }
            while !open.isEmpty {
                try attach(value)
                guard try endsContainer() else { break }
                value = close()
            }
            if open.isEmpty {
                guard significantByte() == nil else { throw malformed("more text after the document") }
                return value
            }
        }
    }

    // MARK: Structure

    /// A whole value, or nil when a container was opened whose first value comes next.
    private mutating func valueOrOpening() throws(RPCError) -> JSONValue? {
        valueCount += 1
        guard valueCount <= limits.maxValues else { throw malformed("more than \(limits.maxValues) values") }
        switch significantByte() {
        case UInt8(ascii: "{"): return try opened(Container(isObject: true), end: UInt8(ascii: "}"))
        case UInt8(ascii: "["): return try opened(Container(isObject: false), end: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"): return try number()
        case let byte? where Self.isDigit(byte): return try number()
        case .some: throw malformed("no value begins like this")
        case nil: throw malformed("the text ends where a value should be")
        }
    }

    private mutating func opened(_ container: Container, end: UInt8) throws(RPCError) -> JSONValue? {
        guard open.count < limits.maxDepth else { throw malformed("nested deeper than \(limits.maxDepth)") }
        position += 1
        open.append(container)
        if significantByte() == end {
            position += 1
            return close()
        }
        if container.isObject { try key() }
        return nil
    }

    private mutating func close() -> JSONValue {
        let container = open.removeLast()
        return container.isObject ? .object(container.members) : .array(container.elements)
    }

    private mutating func attach(_ value: JSONValue) throws(RPCError) {
        let top = open.count - 1
        guard open[top].isObject else {
            open[top].elements.append(value)
            return
        }
        guard open[top].members.updateValue(value, forKey: open[top].key) == nil else {
            throw malformed("member \(excerpt(open[top].key)) appears twice")
        }
    }

    /// Consumes what follows a value inside a container: its end, or a comma (and the next member's name).
    private mutating func endsContainer() throws(RPCError) -> Bool {
        let isObject = open[open.count - 1].isObject
        switch significantByte() {
        case UInt8(ascii: ","):
            position += 1
            if isObject { try key() }
            return false
        case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
            position += 1
            return true
        default:
            throw malformed("a comma or the end of the \(isObject ? "object" : "array") is missing")
        }
    }

    private mutating func key() throws(RPCError) {
        guard significantByte() == UInt8(ascii: "\"") else { throw malformed("the name of a member is missing") }
        open[open.count - 1].key = try string()
        guard significantByte() == UInt8(ascii: ":") else { throw malformed("a colon is missing") }
        position += 1
    }

    // MARK: Words and numbers

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(RPCError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length,
            bytes[position..<position + length].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: length))
        else {
            throw malformed("no value begins like this")
        }
        position += length
        return value
    }

    private mutating func number() throws(RPCError) -> JSONValue {
        let start = position
        var isInteger = true
        if current == UInt8(ascii: "-") { position += 1 }
        let firstDigit = current
        let digits = skipDigits()
        guard digits > 0, digits == 1 || firstDigit != UInt8(ascii: "0") else { throw malformed("a malformed number") }
        if current == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            guard skipDigits() > 0 else { throw malformed("a malformed number") }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() > 0 else { throw malformed("a malformed number") }
        }
        // Longer than any double's shortest or exact spelling in practice; bounds the work of conversion.
        guard position - start <= 1024 else { throw malformed("a number of more than 1024 characters") }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int128(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw malformed("a number too large for a double") }
        return .double(value)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = current, Self.isDigit(byte) { position += 1 }
        return position - start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    // MARK: Strings

    /// The string whose opening quote is at the current position.
    private mutating func string() throws(RPCError) -> String {
        position += 1
        let start = position
        skipPlainCharacters()
        if current == UInt8(ascii: "\"") {
            let text = String(validating: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
            position += 1
            guard let text else { throw malformed("a string that is not UTF-8") }
            return text
        }
        var unescaped = Array(bytes[start..<position])
        while current == UInt8(ascii: "\\") {
            position += 1
            try unescape(into: &unescaped)
            let plainStart = position
            skipPlainCharacters()
            unescaped.append(contentsOf: bytes[plainStart..<position])
        }
        guard current == UInt8(ascii: "\"") else {
            throw malformed(current == nil ? "a string without an end" : "a control character in a string")
        }
        position += 1
        guard let text = String(validating: unescaped, as: UTF8.self) else {
            throw malformed("a string that is not UTF-8")
        }
        return text
    }

    private mutating func skipPlainCharacters() {
        var index = position
        let end = bytes.count
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            index += 1
        }
        position = index
    }

    private mutating func unescape(into output: inout [UInt8]) throws(RPCError) {
        guard let letter = current else { throw malformed("a string without an end") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(letter)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0c)
        case UInt8(ascii: "n"): output.append(0x0a)
        case UInt8(ascii: "r"): output.append(0x0d)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "u"): output.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default: throw malformed("an unknown escape")
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that form a surrogate pair; the `\u` of the first is consumed.
    private mutating func unicodeEscape() throws(RPCError) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xd800..<0xdc00).contains(first), current == UInt8(ascii: "\\") else {
            throw malformed("half of a surrogate pair")
        }
        position += 1
        guard current == UInt8(ascii: "u") else { throw malformed("half of a surrogate pair") }
        position += 1
        let second = try hexUnit()
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((UInt32(first) - 0xd800) << 10) + (UInt32(second) - 0xdc00))
        else {
            throw malformed("half of a surrogate pair")
        }
        return scalar
    }

    private mutating func hexUnit() throws(RPCError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("a \\u escape without four hex digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    // MARK: Bytes

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The next byte that is not white space, not consumed.
    private mutating func significantByte() -> UInt8? {
        while let byte = current {
            switch byte {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return byte
            }
        }
        return nil
    }

    private func malformed(_ what: String) -> RPCError {
        RPCError(.invalidJSON, "malformed JSON at byte \(position): \(what)")
    }
}

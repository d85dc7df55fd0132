import SubstrateKeys

/// The members of one JSON object, read without letting a secret into the ordinary heap.
///
/// Strict RFC 8259. Strings become `SecretBytes`; the values of members that nobody asks for are checked and dropped.
struct KeyfileJSON {
    /// A value as far as keyfiles and exported keys care.
    indirect enum Value {
        case null
        case text(SecretBytes)
        case integer(Int)
        case list([Value])
        case object([String: Value])
        case other

        /// The text of a string that is no secret.
        var string: String? {
            guard case .text(let text) = self else { return nil }
            return text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        }

        subscript(name: String) -> Value? {
            guard case .object(let members) = self else { return nil }
            return members[name]
        }
    }

    /// Why a text is no JSON object.
    struct Failure: Error {
        let reason: String
        let offset: Int
    }

    /// Nesting below the object; keyfiles have none.
    private static let deepest = 16
    /// Strings, names included: each costs pages of secret memory. Real files have a few dozen at most.
    private static let mostStrings = 1000

    private(set) var members: [String: Value] = [:]

    private let input: UnsafeRawBufferPointer
    private var position = 0
    private var stringCount = 0

    /// Reads the members called `names` of the object that `text` is.
    static func members(of text: SecretBytes, names: Set<String>) throws(Failure) -> [String: Value] {
        try text.withUnsafeBytes { bytes throws(Failure) in
            var reader = KeyfileJSON(input: bytes)
            try reader.readDocument(names)
            return reader.members
        }
    }

    private init(input: UnsafeRawBufferPointer) { self.input = input }

    private mutating func readDocument(_ names: Set<String>) throws(Failure) {
        skipBlanks()
        try expect("{")
        var isFirst = true
        while try nextElement(isFirst: isFirst, end: "}") {
            isFirst = false
            let name = try readName()
            let value = try readValue(depth: 0)
            guard names.contains(name) else { continue }
            guard members.updateValue(value, forKey: name) == nil else { throw failure("'\(name)' is there twice") }
        }
        skipBlanks()
        guard position == input.count else { throw failure("something follows the object") }
    }

    /// Steps over a comma or the end of a list; says whether an element follows.
    private mutating func nextElement(isFirst: Bool, end: Unicode.Scalar) throws(Failure) -> Bool {
        skipBlanks()
        if take(end) { return false }
        if !isFirst {
            try expect(",")
            skipBlanks()
        }
        return true
    }

    /// The name of a member, and the colon behind it.
    private mutating func readName() throws(Failure) -> String {
        let name = try readString().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        skipBlanks()
        try expect(":")
        return name
    }

    private mutating func readValue(depth: Int) throws(Failure) -> Value {
        guard depth <= Self.deepest else { throw failure("the values are nested too deeply") }
        skipBlanks()
        switch peek {
        case UInt8(ascii: "\""):
            return .text(try readString())
        case UInt8(ascii: "{"):
            position += 1
            var members: [String: Value] = [:]
            var isFirst = true
            while try nextElement(isFirst: isFirst, end: "}") {
                isFirst = false
                let name = try readName()
                members[name] = try readValue(depth: depth + 1)
            }
            return .object(members)
        case UInt8(ascii: "["):
            position += 1
            var values: [Value] = []
            var isFirst = true
            while try nextElement(isFirst: isFirst, end: "]") {
                isFirst = false
                values.append(try readValue(depth: depth + 1))
            }
            return .list(values)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        case UInt8(ascii: "t"):
            try expect("true")
            return .other
        case UInt8(ascii: "f"):
            try expect("false")
            return .other
        default:
            return try readNumber()
        }
    }

    private mutating func readNumber() throws(Failure) -> Value {
        let start = position
        _ = take("-")
        let whole = takeDigits()
        guard whole > 0, whole == 1 || input[position - whole] != UInt8(ascii: "0") else {
            throw failure("a value is missing or malformed")
        }
        var isInteger = true
        if take(".") {
            isInteger = false
            guard takeDigits() > 0 else { throw failure("a number is malformed") }
        }
        if take("e") || take("E") {
            isInteger = false
            _ = take("+") || take("-")
            guard takeDigits() > 0 else { throw failure("a number is malformed") }
        }
        let text = String(decoding: input[start..<position], as: UTF8.self)
        return isInteger ? Int(text).map(Value.integer) ?? .other : .other
    }

    /// The bytes of a string, escapes replaced.
    private mutating func readString() throws(Failure) -> SecretBytes {
        try expect("\"")
        stringCount += 1
        guard stringCount <= Self.mostStrings else { throw failure("there are too many strings") }
        // An escape is never shorter than what it stands for, so the source length is room enough.
        var length = 0
        let bytes = try SecretBytes(count: lengthToQuote) { target throws(Failure) in
            while true {
                guard let byte = peek else { throw failure("a string has no end") }
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    return
                case UInt8(ascii: "\\"):
                    for unit in try readEscape().utf8 {
                        target[length] = unit
                        length += 1
                    }
                case 0..<0x20:
                    throw failure("a string holds a control character")
                default:
                    target[length] = byte
                    length += 1
                }
            }
        }
        let text = bytes[0..<length]
        guard text.isUTF8 else { throw failure("a string is not UTF-8") }
        return text
    }

    /// How far it is to the quotation mark that ends a string, or to the end.
    private var lengthToQuote: Int {
        var isEscaped = false
        for index in position..<input.count {
            if !isEscaped, input[index] == UInt8(ascii: "\"") { return index - position }
            isEscaped = !isEscaped && input[index] == UInt8(ascii: "\\")
        }
        return input.count - position
    }

    private mutating func readEscape() throws(Failure) -> Character {
        guard let byte = peek else { throw failure("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = UInt32(try readHex16())
            if 0xd800..<0xdc00 ~= code {
                try expect("\\u")
                let low = UInt32(try readHex16())
                guard 0xdc00..<0xe000 ~= low else { throw failure("an escape is malformed") }
                code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("an escape is malformed") }
            return Character(scalar)
        default:
            throw failure("an escape is malformed")
        }
    }

    private mutating func readHex16() throws(Failure) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw failure("an escape is malformed")
            }
            position += 1
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}

// MARK: - Bytes

extension KeyfileJSON {
    private var peek: UInt8? { position < input.count ? input[position] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { position += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private mutating func takeDigits() -> Int {
        let start = position
        while let byte = peek, 0x30...0x39 ~= byte { position += 1 }
        return position - start
    }

    private mutating func expect(_ text: StaticString) throws(Failure) {
        let expected = text.withUTF8Buffer { Array($0) }
        guard input[position...].starts(with: expected) else {
            throw failure("'\(text)' is missing")
        }
        position += expected.count
    }

    private func failure(_ reason: String) -> Failure { Failure(reason: reason, offset: position) }
}

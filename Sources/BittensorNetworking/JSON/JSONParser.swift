import SubstratePrimitives

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
        let parsed: Result<PythonJSON, NetworkingError>? = bytes.withContiguousStorageIfAvailable { buffer in
            Self.parsed(buffer, limits)
        }
        if let parsed {
            self = try parsed.get()
        } else {
            self = try Array(bytes).withUnsafeBufferPointer { Self.parsed($0, limits) }.get()
        }
    }

    /// Parses the JSON document in `text`.
    public init(parsing text: String, limits: Limits = Limits()) throws(NetworkingError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    private static func parsed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ limits: Limits
    ) -> Result<PythonJSON, NetworkingError> {
        var parser = JSONParser(bytes: bytes, limits: limits)
        do throws(NetworkingError) {
            return .success(try parser.document())
        } catch {
            return .failure(error)
        }
    }
}

/// One pass over the bytes, with the open lists and objects on a stack of its own.
private struct JSONParser {
    /// A list or an object that has begun. It grows in place: a container that moved in and out would be copied.
    private struct Frame {
        var values: [PythonJSON] = []
        var object = JSONObject()
        /// The key that waits for its value; nil in a list.
        var key: String?
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let limits: PythonJSON.Limits
    var position = 0
    var valueCount = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: PythonJSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(NetworkingError) -> PythonJSON {
        var stack: [Frame] = []
        while true {
            var finished = try begin(&stack)
            // A finished value goes into the innermost open container, which it may finish in turn.
            while let value = finished {
                guard !stack.isEmpty else {
                    skipBlanks()
                    guard position == bytes.count else { throw failure("data after the end") }
                    return value
                }
                finished = try add(value, &stack)
            }
        }
    }

    /// Reads one value, or opens a container and returns nil.
    private mutating func begin(_ stack: inout [Frame]) throws(NetworkingError) -> PythonJSON? {
        skipBlanks()
        valueCount += 1
        guard valueCount <= limits.values else { throw failure("more than \(limits.values) values", .jsonLimit) }
        guard let byte = peek() else { throw failure("the text ends where a value should be") }
        switch byte {
        case UInt8(ascii: "["):
            position += 1
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array([]) }
            try open(Frame(), &stack)
            return nil
        case UInt8(ascii: "{"):
            position += 1
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
            try open(Frame(key: try key()), &stack)
            return nil
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "N"): return try literal("NaN", .number(.nan))
        case UInt8(ascii: "I"): return try literal("Infinity", .number(.infinity))
        default: return try number()
        }
    }

    /// Adds a value to the innermost container: returns the container if that finished it.
    private mutating func add(_ value: PythonJSON, _ stack: inout [Frame]) throws(NetworkingError) -> PythonJSON? {
        let top = stack.count - 1
        skipBlanks()
        if let key = stack[top].key {
            stack[top].object[key] = value
            if take(UInt8(ascii: "}")) { return stack.popLast().map { .object($0.object) } }
            guard take(UInt8(ascii: ",")) else { throw failure("',' or '}' is missing") }
            skipBlanks()
            stack[top].key = try self.key()
        } else {
            stack[top].values.append(value)
            if take(UInt8(ascii: "]")) { return stack.popLast().map { .array($0.values) } }
            guard take(UInt8(ascii: ",")) else { throw failure("',' or ']' is missing") }
        }
        return nil
    }

    private func open(_ frame: Frame, _ stack: inout [Frame]) throws(NetworkingError) {
        guard stack.count < limits.depth else { throw failure("nested deeper than \(limits.depth)", .jsonLimit) }
        stack.append(frame)
    }

    private mutating func key() throws(NetworkingError) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw failure("a key in double quotes is missing") }
        let key = try string()
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw failure("':' is missing") }
        return key
    }

    // MARK: - Text

    private mutating func string() throws(NetworkingError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return try text(bytes[start..<position])
            }
            if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
            guard byte >= 0x20 else { throw failure("a control character in a text") }
            position += 1
        }
        throw failure("a text does not end")
    }

    private mutating func stringWithEscapes(from start: Int) throws(NetworkingError) -> String {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw failure("a text that is not UTF-8", .notUnicode)
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw failure("a control character in a text")
            default: content.append(byte)
            }
        }
        throw failure("a text does not end")
    }

    private mutating func escape(into content: inout [UInt8]) throws(NetworkingError) {
        guard let byte = peek() else { throw failure("a text does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var code = UInt32(try codeUnit())
            if 0xD800..<0xDC00 ~= code, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let low = UInt32(try codeUnit())
                guard 0xDC00..<0xE000 ~= low else { throw failure("half a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
            content.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw failure("an unknown escape")
        }
    }

    private mutating func codeUnit() throws(NetworkingError) -> UInt16 {
        guard bytes.count - position >= 4 else { throw failure("a text does not end") }
        var value: UInt16 = 0
        for offset in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position + offset])).hexDigitValue else {
                throw failure("'\\u' without four hex digits")
            }
            value = value << 4 | UInt16(digit)
        }
        position += 4
        return value
    }

    private func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(NetworkingError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure("a text that is not UTF-8", .notUnicode)
        }
        return text
    }

    // MARK: - Numbers and names

    private mutating func number() throws(NetworkingError) -> PythonJSON {
        let start = position
        if take(UInt8(ascii: "-")), peek() == UInt8(ascii: "I") {
            return try literal("Infinity", .number(-.infinity))
        }
        let first = position
        let wholeDigits = digits()
        guard wholeDigits > 0, wholeDigits == 1 || bytes[first] != UInt8(ascii: "0") else {
            throw failure("a value that is none")
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw failure("a number without digits after the point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw failure("a number without an exponent") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole {
            if let value = Int64(text) { return .integer(value) }
            guard wholeDigits <= PythonText.longestInteger else { throw failure("a number of \(wholeDigits) digits") }
            return .bigInteger(text)
        }
        guard let value = Double(text) else { throw failure("a value that is none") }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = peek(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
        return position - start
    }

    private mutating func literal(_ name: StaticString, _ value: PythonJSON) throws(NetworkingError) -> PythonJSON {
        let count = name.utf8CodeUnitCount
        guard bytes.count - position >= count,
            name.withUTF8Buffer({ $0.elementsEqual(bytes[position..<position + count]) })
        else { throw failure("a value that is none") }
        position += count
        return value
    }

    // MARK: - Bytes

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func failure(_ what: String, _ code: NetworkingError.Code = .invalidJSON) -> NetworkingError {
        NetworkingError(code, "no JSON: \(what) at byte \(position)")
    }
}

extension OutputDocument {
    /// The document that a JSON text of our own making spells, its members in their order; null for anything else.
    init(json text: String) {
        var reader = JSONTextReader(text: text.unicodeScalars[...])
        self = reader.value(depth: 0) ?? .null
    }
}

/// Reads JSON as `TypeRegistry.json` writes it: without blanks, and no deeper than values nest.
private struct JSONTextReader {
    var text: Substring.UnicodeScalarView

    /// A value of a chain nests 64 levels deep at most, and an option within an option adds one to each.
    private static let deepest = 200

    mutating func value(depth: Int) -> OutputDocument? {
        guard depth < Self.deepest, let first = text.first else { return nil }
        switch first {
        case "{": return object(depth: depth)
        case "[": return array(depth: depth)
        case "\"": return string().map { .string($0) }
        default: return scalar()
        }
    }

    private mutating func array(depth: Int) -> OutputDocument? {
        text.removeFirst()
        var elements: [OutputDocument] = []
        while !take("]") {
            if !elements.isEmpty, !take(",") { return nil }
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
        }
        return .array(elements)
    }

    private mutating func object(depth: Int) -> OutputDocument? {
        text.removeFirst()
        var members: [OutputDocument.Member] = []
        while !take("}") {
            if !members.isEmpty, !take(",") { return nil }
            guard let name = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(.init(name: name, value: value))
        }
        return .object(members)
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var string = String.UnicodeScalarView()
        while let scalar = text.popFirst(), scalar != "\"" {
            guard scalar == "\\" else {
                string.append(scalar)
                continue
            }
            switch text.popFirst() {
            case "n"?: string.append("\n")
            case "u"?:
                guard let code = UInt32(String(text.prefix(4)), radix: 16), let control = Unicode.Scalar(code) else {
                    return nil
                }
                text.removeFirst(4)
                string.append(control)
            case let escaped?: string.append(escaped)
            case nil: return nil
            }
        }
        return String(string)
    }

    private mutating func scalar() -> OutputDocument? {
        let word = String(text.prefix { !",]}".unicodeScalars.contains($0) })
        text.removeFirst(word.unicodeScalars.count)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: return Int(word).map { .integer($0) }
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard text.first == scalar else { return false }
        text.removeFirst()
        return true
    }
}

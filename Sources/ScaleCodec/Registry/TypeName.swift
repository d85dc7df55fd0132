// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A Rust type name, taken apart.
indirect enum TypeName: CustomStringConvertible {
    case path(String, [TypeName])
    case tuple([TypeName])
    case array(TypeName, UInt32)

    var description: String {
        switch self {
        case .path(let base, let arguments):
            arguments.isEmpty ? base : "\(base)<\(arguments.map(\.description).joined(separator: ", "))>"
        case .tuple(let elements): "(\(elements.map(\.description).joined(separator: ", ")))"
        case .array(let element, let count): "[\(element); \(count)]"
        }
    }
}

/// Reads names such as `BTreeMap<u16, Vec<(AccountId32, [u8; 4])>>`.
struct TypeNameParser {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text[...]
    }

    /// The whole text as one name.
    mutating func parse() throws(ScaleError) -> TypeName {
        let name = try parseName(depth: 0)
        guard rest.isEmpty else { throw unreadable }
        return name
    }

    private mutating func parseName(depth: Int) throws(ScaleError) -> TypeName {
        guard depth < TypeRegistry.maximumDepth else { throw unreadable }
        if take("(") { return .tuple(try parseList(until: ")", depth: depth)) }
        if take("[") {
            let element = try parseName(depth: depth + 1)
            guard take(";") else { throw unreadable }
            let digits = rest.prefix { $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let count = UInt32(digits), take("]") else { throw unreadable }
            return .array(element, count)
        }
        let base = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !base.isEmpty else { throw unreadable }
        rest = rest.dropFirst(base.count)
        skipBlanks()
        return .path(String(base), take("<") ? try parseList(until: ">", depth: depth) : [])
    }

    private mutating func parseList(until end: Character, depth: Int) throws(ScaleError) -> [TypeName] {
        var names: [TypeName] = []
        while !take(end) {
            names.append(try parseName(depth: depth + 1))
            guard take(",") || rest.first == end else { throw unreadable }
        }
        return names
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        skipBlanks()
        return true
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " } }

    private var unreadable: ScaleError { ScaleError(.unknownType, "'\(text)' is not a type name") }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SubstrateKeys

/// The members of one JSON object, read without letting a secret into the ordinary heap.
///
/// Strings become `SecretBytes`; the values of members that nobody asks for are checked and dropped.
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

    typealias Failure = JSONFault

    /// Nesting with the object itself; keyfiles have none below it. Values are read by recursion, which this bounds.
    private static let deepest = 17
    /// Each string costs pages of secret memory. Real files have a few dozen values at most.
    private static let mostValues = 1000

    private var scanner: JSONScanner

    /// Reads the members called `names` of the object that `text` is.
    static func members(of text: SecretBytes, names: Set<String>) throws(Failure) -> [String: Value] {
        try text.withUnsafeBytes { bytes throws(Failure) in
            var reader = KeyfileJSON(
                scanner: JSONScanner(bytes, maxDepth: Self.deepest, maxValues: Self.mostValues))
            return try reader.document(names)
        }
    }

    private mutating func document(_ names: Set<String>) throws(Failure) -> [String: Value] {
        guard case .objectStart = try scanner.next() else { throw scanner.fault("the text is no object") }
        var members: [String: Value] = [:]
        while let (name, value) = try nextMember() {
            guard names.contains(name) else { continue }
            guard members.updateValue(value, forKey: name) == nil else {
                throw scanner.fault("'\(name)' is there twice")
            }
        }
        try scanner.finish()
        return members
    }

    /// The next member of an object; nil at its end.
    private mutating func nextMember() throws(Failure) -> (name: String, value: Value)? {
        guard case .name(let token) = try scanner.next() else { return nil }
        let name = try scanner.text(of: token)
        return try nextValue().map { (name, $0) }
    }

    /// The next value; nil at the end of the array around it.
    private mutating func nextValue() throws(Failure) -> Value? {
        switch try scanner.next() {
        case .null: return .null
        case .bool: return .other
        case .string(let string): return .text(try secret(string))
        case .number(let number): return scanner.integer(of: number).map { .integer(Int($0)) } ?? .other
        case .arrayStart:
            var values: [Value] = []
            while let value = try nextValue() { values.append(value) }
            return .list(values)
        case .objectStart:
            var members: [String: Value] = [:]
            while let (name, value) = try nextMember() { members[name] = value }
            return .object(members)
        case .name, .arrayEnd, .objectEnd: return nil
        }
    }

    private func secret(_ string: JSONString) throws(Failure) -> SecretBytes {
        var length = 0
        let bytes = try SecretBytes(count: string.range.count) { target throws(Failure) in
            length = try scanner.write(string, to: target)
        }
        let text = bytes[0..<length]
        guard text.isUTF8 else { throw scanner.fault("a string that is not UTF-8", .notUTF8) }
        return text
    }
}

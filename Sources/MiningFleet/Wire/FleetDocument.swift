// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// What all documents of a fleet have in common: JSON with a version, and bounds for everything.
enum FleetDocument {
    /// Later ones have another number where a reader of this one would misunderstand them. Members that are not known are not minded.
    static let version: UInt64 = 1
    /// Of a whole document: 64 puzzles take less than half of it.
    static let longest = 64 << 10

    static func malformed(_ noun: String, _ why: String) -> FleetError {
        FleetError(.malformed, "a \(noun) that is none: \(why)")
    }

    /// Reads a document of the version that is known.
    static func read(_ bytes: [UInt8], as noun: String) throws(FleetError) -> FleetFields {
        let document: JSONValue
        do throws(RPCError) {
            document = try JSONValue(
                parsing: bytes, limits: JSONLimits(maxDepth: 4, maxBytes: longest, maxValues: 2048))
        } catch {
            throw malformed(noun, error.reason)
        }
        let fields = try FleetFields(document, of: noun)
        let version: UInt64 = try fields.integer("version", in: 0...(.max))
        guard version == Self.version else {
            throw FleetError(
                .unknownVersion,
                "a \(noun) of version \(version), and here only \(Self.version) is known: update the older side")
        }
        return fields
    }

    static func write(_ members: [String: JSONValue]) -> [UInt8] {
        var members = members
        members["version"] = JSONValue(version)
        return JSONValue.object(members).serialized()
    }
}

/// The members of one object of a document, each taken with its bounds.
struct FleetFields {
    private let members: [String: JSONValue]
    private let noun: String

    init(_ value: JSONValue, of noun: String) throws(FleetError) {
        guard let members = value.object else { throw FleetDocument.malformed(noun, "it is no object") }
        self.members = members
        self.noun = noun
    }

    func malformed(_ why: String) -> FleetError { FleetDocument.malformed(noun, why) }

    func has(_ name: String) -> Bool { members[name].map { !$0.isNull } ?? false }

    func integer(_ name: String, in range: ClosedRange<UInt64>) throws(FleetError) -> UInt64 {
        guard let value = members[name]?.uint64, range.contains(value) else {
            throw malformed("\(name) is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func text(_ name: String, upTo limit: Int) throws(FleetError) -> String {
        guard let text = members[name]?.string, text.utf8.count <= limit else {
            throw malformed("\(name) is no text of at most \(limit) bytes")
        }
        return text
    }

    /// A number beyond what every reader of JSON counts exactly: decimal digits in a text.
    func decimal(_ name: String) throws(FleetError) -> UInt64 {
        let text = try text(name, upTo: 20)
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = UInt64(text) else {
            throw malformed("\(name) is no whole number of 64 bits, as a text")
        }
        return value
    }

    func bytes32<Value: FixedBytes32>(_ name: String) throws(FleetError) -> Value {
        let text = try text(name, upTo: 66)
        guard let value = try? Value(hex: text) else { throw malformed("\(name) is no \(Value.noun) of 64 hex digits") }
        return value
    }

    func list(_ name: String, upTo limit: Int, of noun: String) throws(FleetError) -> [FleetFields] {
        guard let values = members[name]?.array, values.count <= limit else {
            throw malformed("\(name) is no list of at most \(limit)")
        }
        var fields: [FleetFields] = []
        for value in values { fields.append(try FleetFields(value, of: noun)) }
        return fields
    }
}

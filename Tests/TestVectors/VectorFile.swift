// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
public import SubstratePrimitives

/// A vector file of `Tests/Vectors`: JSON made by running the real Python packages.
///
/// Reads generically, so that a test states only the fields it looks at and a newer file with more fields still works.
public struct VectorFile: Sendable {
    public let root: Vector

    /// Reads `Tests/Vectors/<name>`; traps when the file is missing, because no test could mean anything then.
    public init(_ name: String) {
        let data = Self.bytes(name)
        do {
            root = try JSONDecoder().decode(Vector.self, from: Data(data))
        } catch {
            preconditionFailure("Tests/Vectors/\(name) is not JSON: \(error)")
        }
    }

    /// The cases in the list `key`; traps when there is none, so that no test passes on nothing.
    public func cases(_ key: String) -> [Vector] {
        root[key].cases
    }

    /// The bytes of `Tests/Vectors/<name>`.
    public static func bytes(_ name: String) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path(name)) else {
            preconditionFailure("cannot read \(path(name))")
        }
        return [UInt8](data)
    }

    /// The path of `Tests/Vectors/<name>`.
    public static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/\(name)").path
    }
}

/// One JSON value of a vector file. Accessors trap on a wrong kind: the files are ours.
public indirect enum Vector: Sendable, Hashable, Decodable, CustomStringConvertible {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([Vector])
    case object([String: Vector])

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([Vector].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: Vector].self))
        }
    }

    /// The member `key`, or null when there is none.
    public subscript(key: String) -> Vector {
        guard case .object(let members) = self else { preconditionFailure("not an object: \(self)") }
        return members[key] ?? .null
    }

    public var isNull: Bool { self == .null }

    public var string: String {
        guard case .string(let value) = self else { preconditionFailure("not a string: \(self)") }
        return value
    }

    public var bool: Bool {
        guard case .bool(let value) = self else { preconditionFailure("not a boolean: \(self)") }
        return value
    }

    public var list: [Vector] {
        guard case .array(let value) = self else { preconditionFailure("not a list: \(self)") }
        return value
    }

    /// The cases in a list; traps when there are none, so that no loop over them passes on nothing.
    public var cases: [Vector] {
        precondition(!list.isEmpty, "the vector file has no cases here")
        return list
    }

    public var members: [String: Vector] {
        guard case .object(let value) = self else { preconditionFailure("not an object: \(self)") }
        return value
    }

    /// A whole number, written as a number or as a decimal string.
    public var uint64: UInt64 {
        switch self {
        case .integer(let value) where value >= 0: return UInt64(value)
        case .string(let text): if let value = UInt64(text) { return value }
        default: break
        }
        preconditionFailure("not an unsigned integer: \(self)")
    }

    public var uint256: UInt256 {
        if case .integer(let value) = self, value >= 0 { return UInt256(UInt64(value)) }
        guard let value = try? UInt256(parsing: string) else { preconditionFailure("not a UInt256: \(self)") }
        return value
    }

    /// The bytes that a hex string spells.
    public var bytes: [UInt8] {
        guard let bytes = try? [UInt8](hex: string) else { preconditionFailure("not hex: \(self)") }
        return bytes
    }

    public var description: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): "\"\(value.prefix(120))\""
        case .array(let values): "[\(values.count) values]"
        case .object(let members): "{\(members.keys.sorted().joined(separator: ", "))}"
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// How RFC 78 names a type where another one contains it.
enum TypeReference: Hashable, ScaleEncodable {
    case primitive(TypeDefinition.Primitive)
    /// A compact integer.
    case compact(TypeDefinition.Primitive)
    /// What takes no bytes: structs, tuples and enumerations of nothing.
    case void
    /// A type with leaves of its own, by its number among those.
    case numbered(UInt32)

    func encode(to writer: inout ScaleWriter) {
        switch self {
        case .primitive(let primitive): writer.write(byte: primitive.rawValue)
        // Compact integers are numbered from 15 on, in the primitives' order, of which `u8` is number 3.
        case .compact(let primitive): writer.write(byte: primitive.rawValue &+ 12)
        case .void: writer.write(byte: 21)
        case .numbered(let number):
            writer.write(byte: 22)
            writer.write(compact: UInt128(number))
        }
    }
}

extension TypeReference: ScaleDecodable {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        let tag = try reader.readByte()
        switch tag {
        case 15...20:
            guard let primitive = TypeDefinition.Primitive(rawValue: tag - 12) else { throw Self.unknown(tag) }
            self = .compact(primitive)
        case 21: self = .void
        case 22: self = .numbered(try Compact<UInt32>(from: &reader).value)
        default:
            guard let primitive = TypeDefinition.Primitive(rawValue: tag) else { throw Self.unknown(tag) }
            self = .primitive(primitive)
        }
    }

    private static func unknown(_ tag: UInt8) -> ScaleError {
        ScaleError(.invalidTag, "a proof of metadata has no reference \(tag) to a type")
    }
}

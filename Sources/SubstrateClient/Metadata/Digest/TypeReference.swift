// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// How RFC 78 names a type where another one contains it.
enum TypeReference: ScaleEncodable {
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

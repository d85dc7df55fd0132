// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The index of a type in a `TypeRegistry`.
public struct TypeID: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible, ScaleCodable {
    public let rawValue: UInt32

    public init(_ rawValue: UInt32) { self.rawValue = rawValue }
    public init(integerLiteral value: UInt32) { rawValue = value }
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        rawValue = try Compact<UInt32>(from: &reader).value
    }

    public func encode(to writer: inout ScaleWriter) { writer.write(compact: UInt128(rawValue)) }
    public var description: String { "#\(rawValue)" }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An unsigned integer in SCALE's compact form.
public struct Compact<Number: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable, Sendable, ScaleCodable {
    public let value: Number

    @inlinable
    public init(_ value: Number) { self.value = value }

    public func encode(to writer: inout ScaleWriter) { writer.write(compact: UInt128(value)) }

    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) { value = try reader.readCompact() }
}

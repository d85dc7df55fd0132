// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

extension ScaleEncodable where Self: FixedWidthInteger {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: self) }
}

extension ScaleDecodable where Self: FixedWidthInteger & Sendable {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) { self = try reader.readInteger() }
}

extension UInt8: ScaleCodable {
    @inlinable
    public static func array(_ count: Int, from reader: inout ScaleReader) throws(ScaleError) -> [UInt8] {
        try reader.readBytes(count)
    }
}
extension UInt16: ScaleCodable {}
extension UInt32: ScaleCodable {}
extension UInt64: ScaleCodable {}
extension UInt128: ScaleCodable {}
extension Int8: ScaleCodable {}
extension Int16: ScaleCodable {}
extension Int32: ScaleCodable {}
extension Int64: ScaleCodable {}
extension Int128: ScaleCodable {}

extension UInt256: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(bytes: bigEndianBytes.reversed()) }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        self.init(littleEndian: try reader.readBytes(32))
    }
}

extension Bool: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(byte: self ? 1 : 0) }

    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let byte = try reader.readByte()
        guard byte <= 1 else { throw ScaleError(invalidTag: byte, of: "a boolean") }
        self = byte == 1
    }
}

extension String: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(text: self) }
    public init(from reader: inout ScaleReader) throws(ScaleError) { self = try reader.readText() }
}

extension Optional: ScaleEncodable where Wrapped: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) {
        switch self {
        case nil:
            writer.write(byte: 0)
        case let value?:
            writer.write(byte: 1)
            value.encode(to: &writer)
        }
    }
}

extension Optional: ScaleDecodable where Wrapped: ScaleDecodable {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let byte = try reader.readByte()
        guard byte <= 1 else { throw ScaleError(invalidTag: byte, of: "an option") }
        self = byte == 0 ? nil : try Wrapped(from: &reader)
    }
}

extension Array: ScaleEncodable where Element: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) {
        writer.write(count: count)
        if let bytes = self as? [UInt8] { return writer.write(bytes: bytes) }
        for element in self { element.encode(to: &writer) }
    }
}

extension Array: ScaleDecodable where Element: ScaleDecodable {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        self = try Element.array(try reader.readCount(), from: &reader)
    }
}

extension FixedBytes32 where Self: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(bytes: bytes) }
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(unchecked: try reader.readBytes(32)) }
}

extension Hash256: ScaleCodable {}
extension AccountID: ScaleCodable {}

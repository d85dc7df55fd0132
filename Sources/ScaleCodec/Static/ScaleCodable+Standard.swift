public import SubstratePrimitives

extension ScaleEncodable where Self: FixedWidthInteger {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: self) }
}

extension ScaleDecodable where Self: FixedWidthInteger & Sendable {
    public init(from reader: inout ScaleReader) throws(ScaleError) { self = try reader.readInteger() }
}

extension UInt8: ScaleCodable {}
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

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        switch try reader.readByte() {
        case 0: self = false
        case 1: self = true
        case let byte: throw ScaleError(.invalidTag, "a boolean is 0 or 1, not \(byte)")
        }
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
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        switch try reader.readByte() {
        case 0: self = nil
        case 1: self = try Wrapped(from: &reader)
        case let byte: throw ScaleError(.invalidTag, "an option starts with 0 or 1, not \(byte)")
        }
    }
}

extension Array: ScaleEncodable where Element: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) {
        writer.write(count: count)
        for element in self { element.encode(to: &writer) }
    }
}

extension Array: ScaleDecodable where Element: ScaleDecodable {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let count = try reader.readCount()
        self.init()
        reserveCapacity(count)
        for _ in 0..<count { append(try Element(from: &reader)) }
    }
}

extension FixedBytes32 where Self: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) { writer.write(bytes: bytes) }
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(unchecked: try reader.readBytes(32)) }
}

extension Hash256: ScaleCodable {}
extension AccountID: ScaleCodable {}

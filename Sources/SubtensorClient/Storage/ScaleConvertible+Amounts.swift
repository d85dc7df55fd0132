// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

// Values of the SDK that the chain stores as one number, whatever its width in a given runtime.

extension NetUID: ScaleCodable, ScaleConvertible {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: rawValue) }
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(rawValue: try reader.readInteger()) }
    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(try UInt16(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { UInt16.matches(id, in: types) }
}

extension Balance: ScaleCodable, ScaleConvertible {
    public func encode(to writer: inout ScaleWriter) { writer.write(integer: rao) }

    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(rao: try reader.readInteger()) }

    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(rao: try UInt64(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { UInt64.matches(id, in: types) }
}

extension Alpha: ScaleConvertible {
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(rao: try reader.readInteger()) }

    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(rao: try UInt64(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { UInt64.matches(id, in: types) }
}

extension Proportion: ScaleConvertible {
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(rawValue: try reader.readInteger()) }

    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(rawValue: try UInt16(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { UInt16.matches(id, in: types) }
}

extension BlockNumber: ScaleConvertible {
    public init(from reader: inout ScaleReader) throws(ScaleError) { self.init(try reader.readInteger(UInt64.self)) }

    public init(dynamic value: ScaleValue) throws(ScaleError) { self.init(try UInt64(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { UInt64.matches(id, in: types) }
}

extension UIDValue: ScaleWrapper {
    public init(wire: ScalePair<UInt16, UInt16>) { self.init(uid: wire.first, value: wire.second) }
}

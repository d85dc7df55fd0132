// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value that knows its SCALE encoding.
public protocol ScaleEncodable {
    func encode(to writer: inout ScaleWriter)
}

/// A value that can be read from its SCALE encoding.
public protocol ScaleDecodable {
    init(from reader: inout ScaleReader) throws(ScaleError)

    /// The next `count` values; the default reads them one by one.
    static func array(_ count: Int, from reader: inout ScaleReader) throws(ScaleError) -> [Self]
}

public typealias ScaleCodable = ScaleEncodable & ScaleDecodable

extension ScaleEncodable {
    /// The SCALE encoding.
    public var scaleEncoded: [UInt8] {
        var writer = ScaleWriter()
        encode(to: &writer)
        return writer.bytes
    }
}

extension ScaleDecodable {
    /// The value that `bytes` encode, all of them.
    @inlinable
    public init(scale bytes: [UInt8]) throws(ScaleError) {
        var reader = ScaleReader(bytes)
        try self.init(from: &reader)
        try reader.finish()
    }

    @inlinable
    public static func array(_ count: Int, from reader: inout ScaleReader) throws(ScaleError) -> [Self] {
        var values: [Self] = []
        values.reserveCapacity(reader.room(for: count, of: Self.self))
        for _ in 0..<count { values.append(try Self(from: &reader)) }
        return values
    }
}

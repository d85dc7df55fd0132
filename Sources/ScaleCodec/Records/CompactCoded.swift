// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value that structs of the chain write as a compact integer.
public protocol CompactCoded: Sendable {
    associatedtype Raw: FixedWidthInteger & UnsignedInteger & Sendable
    init(compact raw: Raw)
}

extension CompactCoded where Raw == Self {
    @inlinable public init(compact raw: Self) { self = raw }
}

extension UInt8: CompactCoded { public typealias Raw = UInt8 }
extension UInt16: CompactCoded { public typealias Raw = UInt16 }
extension UInt32: CompactCoded { public typealias Raw = UInt32 }
extension UInt64: CompactCoded { public typealias Raw = UInt64 }
extension UInt128: CompactCoded { public typealias Raw = UInt128 }

extension FieldSource {
    /// The next field, a compact integer.
    @inlinable
    public mutating func compact<T: CompactCoded>(_ name: String) throws(ScaleError) -> T {
        T(compact: try read(name, as: Compact<T.Raw>.self).value)
    }

    /// The next field, a list of compact integers.
    @inlinable
    public mutating func compacts<T: CompactCoded>(_ name: String) throws(ScaleError) -> [T] {
        try read(name, as: CompactList<T>.self).values
    }

    /// The next field, a compact integer or nothing.
    @inlinable
    public mutating func optionalCompact<T: CompactCoded>(_ name: String) throws(ScaleError) -> T? {
        try read(name, as: Compact<T.Raw>?.self).map { T(compact: $0.value) }
    }

    /// The next field, a list of compact integers or nothing.
    @inlinable
    public mutating func optionalCompacts<T: CompactCoded>(_ name: String) throws(ScaleError) -> [T]? {
        try read(name, as: CompactList<T>?.self)?.values
    }
}

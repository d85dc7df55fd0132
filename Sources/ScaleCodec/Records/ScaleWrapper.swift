// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value that the chain writes in another shape, such as a pair without names.
///
/// ```swift
/// import SubstratePrimitives
///
/// struct Commitment: ScaleWrapper {
///     let hotkey: AccountID
///     let bytes: [UInt8]
///
///     init(wire: ScalePair<AccountID, [UInt8]>) {
///         hotkey = wire.first
///         bytes = wire.second
///     }
/// }
/// ```
public protocol ScaleWrapper: ScaleConvertible {
    /// The shape in which the chain writes it.
    associatedtype Wire: ScaleConvertible
    init(wire: Wire) throws(ScaleError)
}

extension ScaleWrapper {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) { try self.init(wire: try Wire(from: &reader)) }

    public init(dynamic value: ScaleValue) throws(ScaleError) { try self.init(wire: try Wire(dynamic: value)) }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { Wire.matches(id, in: types) }
}

/// A value that is read by the chain's own description of its type only: an enumeration, or what runtimes lay out in many
/// ways.
public protocol ScaleDescribed: ScaleConvertible {}

extension ScaleDescribed {
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        throw ScaleError(.mismatch, "\(Self.self) is read by a runtime's own description of it only")
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool { false }
}

/// Nothing: what lies under the keys of a map that is a set.
public struct ScaleNothing: Hashable, Sendable, ScaleDecodable {
    public init() {}
    public init(from reader: inout ScaleReader) throws(ScaleError) {}
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A tuple of two values, or an array of two.
public struct ScalePair<First: Sendable, Second: Sendable>: Sendable {
    public let first: First
    public let second: Second

    @inlinable
    public init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }
}

extension ScalePair: Equatable where First: Equatable, Second: Equatable {}
extension ScalePair: Hashable where First: Hashable, Second: Hashable {}

extension ScalePair: ScaleEncodable where First: ScaleEncodable, Second: ScaleEncodable {
    public func encode(to writer: inout ScaleWriter) {
        first.encode(to: &writer)
        second.encode(to: &writer)
    }
}

extension ScalePair: ScaleDecodable where First: ScaleDecodable, Second: ScaleDecodable {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        first = try First(from: &reader)
        second = try Second(from: &reader)
    }
}

extension ScalePair: ScaleConvertible where First: ScaleConvertible, Second: ScaleConvertible {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard case .list(let parts) = value, parts.count == 2 else { throw ScaleError(value, isNot: "a pair") }
        first = try First(dynamic: parts[0])
        second = try Second(dynamic: parts[1])
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        switch types.unwrapped(id) {
        case .tuple(let parts)? where parts.count == 2:
            First.matches(parts[0], in: types) && Second.matches(parts[1], in: types)
        case .array(2, let element)?: First.matches(element, in: types) && Second.matches(element, in: types)
        default: false
        }
    }
}

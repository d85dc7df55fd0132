// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A list of values that the chain writes as compact integers.
public struct CompactList<Element: CompactCoded>: Sendable {
    public let values: [Element]

    @inlinable
    public init(_ values: [Element]) { self.values = values }
}

extension CompactList: Equatable where Element: Equatable {}
extension CompactList: Hashable where Element: Hashable {}

extension CompactList: ScaleConvertible {
    @inlinable
    public init(from reader: inout ScaleReader) throws(ScaleError) {
        // At most one value for each byte that is left.
        let count = try reader.readCount()
        var failure: ScaleError?
        values = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(ScaleError) {
                while filled < count {
                    buffer.initializeElement(at: filled, to: Element(compact: try reader.readCompact()))
                    filled += 1
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    public init(dynamic value: ScaleValue) throws(ScaleError) {
        values = try [Compact<Element.Raw>](dynamic: value).map { Element(compact: $0.value) }
    }

    public static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool {
        [Compact<Element.Raw>].matches(id, in: types)
    }
}

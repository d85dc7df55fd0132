// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Numbers in a grid as a saved metagraph has them: one of the arrays that numpy and torch make of a metagraph.
public struct NumPyArray: Hashable, Sendable {
    /// What the elements are; numpy's name for it.
    public enum ElementType: String, Hashable, Sendable, CaseIterable {
        case int64, float32, bool

        /// Bytes per element.
        public var size: Int {
            switch self {
            case .int64: 8
            case .float32: 4
            case .bool: 1
            }
        }
    }

    public let type: ElementType
    /// The length along each axis; empty for a single number.
    public let shape: [Int]
    /// The elements row by row, little-endian.
    public let bytes: [UInt8]

    /// More axes than any array of a metagraph has.
    private static let largestRank = 4

    /// The array of these bytes; nil unless they are as many as type and shape say.
    public init?(type: ElementType, shape: [Int], bytes: [UInt8]) {
        guard let count = Self.count(shape), bytes.count.isMultiple(of: type.size), bytes.count / type.size == count
        else { return nil }
        self.type = type
        self.shape = shape
        // Any other byte in a Bool would be undefined behaviour later.
        self.bytes = type == .bool && bytes.contains { $0 > 1 } ? bytes.map { $0 == 0 ? 0 : 1 } : bytes
    }

    private init(_ type: ElementType, _ shape: [Int], _ bytes: [UInt8]) {
        self.type = type
        self.shape = shape
        self.bytes = bytes
    }

    public init(_ numbers: [Float]) { self.init(.float32, [numbers.count], numbers.withUnsafeBytes(Array.init)) }
    public init(_ numbers: [Int64]) { self.init(.int64, [numbers.count], numbers.withUnsafeBytes(Array.init)) }
    public init(_ flags: [Bool]) { self.init(.bool, [flags.count], flags.map { $0 ? 1 : 0 }) }
    /// A single number, which has no axis.
    public init(_ number: Int64) { self.init(.int64, [], withUnsafeBytes(of: number.littleEndian, Array.init)) }

    /// Nothing but zeros.
    init(zeros count: Int, _ type: ElementType) {
        self.init(type, [count], [UInt8](repeating: 0, count: count * type.size))
    }

    /// Rows of equal length, one after the other.
    init(rows numbers: [Float], count: Int) {
        self.init(.float32, [count, count == 0 ? 0 : numbers.count / count], numbers.withUnsafeBytes(Array.init))
    }

    /// How many elements there are.
    public var count: Int { bytes.count / type.size }

    /// The elements in single precision; a Bool is 1 or 0.
    public var floats: [Float] {
        switch type {
        case .float32: elements { Float(bitPattern: $0) }
        case .int64: elements { Float(Int64(bitPattern: $0)) }
        case .bool: bytes.map { $0 == 0 ? 0 : 1 }
        }
    }

    /// The elements as whole numbers, without what comes after the point; what fits into none is 0.
    public var integers: [Int64] {
        switch type {
        case .float32: elements { Int64(exactly: Float(bitPattern: $0).rounded(.towardZero)) ?? 0 }
        case .int64: elements { Int64(bitPattern: $0) }
        case .bool: bytes.map { $0 == 0 ? 0 : 1 }
        }
    }

    /// Whether each element is something other than zero.
    public var flags: [Bool] {
        switch type {
        case .float32: floats.map { $0 != 0 }
        case .int64: integers.map { $0 != 0 }
        case .bool: bytes.map { $0 != 0 }
        }
    }

    /// The rows of an array with two axes; none of any other.
    public var rows: [[Float]] {
        guard shape.count == 2, shape[1] > 0 else { return [] }
        let floats = floats
        return (0..<shape[0]).map { Array(floats[($0 * shape[1])..<(($0 + 1) * shape[1])]) }
    }

    private func elements<Bits: FixedWidthInteger, Element>(_ element: (Bits) -> Element) -> [Element] {
        bytes.withUnsafeBytes { buffer in
            (0..<buffer.count / MemoryLayout<Bits>.size).map {
                element(
                    Bits(
                        littleEndian: buffer.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Bits>.size, as: Bits.self))
                )
            }
        }
    }

    /// The number of elements of a shape; nil for what is none.
    static func count(_ shape: [Int]) -> Int? {
        guard shape.count <= largestRank, shape.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else { return nil }
        // What the axes that are not empty span must be a number too: it is the stride of those before them.
        var span = 1
        for length in shape {
            let (product, overflow) = span.multipliedReportingOverflow(by: max(1, length))
            guard !overflow else { return nil }
            span = product
        }
        return shape.contains(0) ? 0 : span
    }
}

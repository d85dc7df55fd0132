// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Numbers in a grid, as `numpy` and `torch` exchange them.
///
/// ```swift
/// let scores = try Tensor([0.5, 1.5, 2.5, 3.5] as [Float], shape: [2, 2])
/// let sum = try scores.withElements(of: Float.self) { $0.reduce(0, +) }
/// ```
public struct Tensor: Sendable {
    public let type: TensorType
    /// The length along each axis; empty for a single number.
    public let shape: [Int]
    /// The elements row by row, little-endian.
    public let bytes: [UInt8]
    /// How the type is called on the wire. A tensor that was received keeps the naming of its sender; one that is made
    /// here has the naming that `USE_TORCH` asks for. Python's peers of SDK 6.x, and later ones that run with
    /// `USE_TORCH=1`, read torch's names alone.
    public var naming: TensorType.Naming

    /// More axes than `numpy` has.
    static let largestRank = 64

    /// The tensor of these bytes; throws `invalidTensor` unless they are as many as type and shape say.
    public init(
        type: TensorType, shape: [Int], bytes: [UInt8], naming: TensorType.Naming = .environment
    ) throws(NetworkingError) {
        let count = try Self.count(shape)
        guard bytes.count.isMultiple(of: type.size), bytes.count / type.size == count else {
            throw NetworkingError(
                .invalidTensor, "\(bytes.count) bytes are no \(type.rawValue) tensor of shape \(shape.prefix(8))")
        }
        self.type = type
        self.shape = shape
        // Any other byte in a Bool would be undefined behaviour later.
        self.bytes = type == .bool && bytes.contains { $0 > 1 } ? bytes.map { $0 == 0 ? 0 : 1 } : bytes
        self.naming = naming
    }

    /// The tensor of these elements, row by row; throws `invalidTensor` unless they are as many as the shape says.
    public init<Element: TensorElement>(
        _ elements: [Element], shape: [Int], naming: TensorType.Naming = .environment
    ) throws(NetworkingError) {
        try self.init(
            type: Element.tensorType, shape: shape, bytes: elements.withUnsafeBytes(Array.init), naming: naming)
    }

    /// The vector of these elements.
    public init(_ elements: [some TensorElement], naming: TensorType.Naming = .environment) {
        type = Self.type(of: elements)
        shape = [elements.count]
        bytes = elements.withUnsafeBytes(Array.init)
        self.naming = naming
    }

    /// Only for bytes that are as many as type and shape say, with Bools of 0 and 1.
    package init(unchecked bytes: [UInt8], type: TensorType, shape: [Int], naming: TensorType.Naming) {
        self.type = type
        self.shape = shape
        self.bytes = bytes
        self.naming = naming
    }

    /// How many elements there are.
    public var count: Int { bytes.count / type.size }

    /// The same elements in another shape, in which one axis may be -1: what is left over.
    public func reshaped(_ shape: [Int]) throws(NetworkingError) -> Tensor {
        var shape = shape
        if let open = shape.firstIndex(of: -1) {
            shape[open] = 1
            let rest = try Self.count(shape)
            guard rest > 0, count.isMultiple(of: rest) else {
                throw NetworkingError(.invalidTensor, "\(count) elements do not fill the shape \(shape.prefix(8))")
            }
            shape[open] = count / rest
        }
        return try Tensor(type: type, shape: shape, bytes: bytes, naming: naming)
    }

    private static func type<Element: TensorElement>(of elements: [Element]) -> TensorType { Element.tensorType }

    /// The number of elements of a shape.
    static func count(_ shape: [Int]) throws(NetworkingError) -> Int {
        guard shape.count <= largestRank else {
            throw NetworkingError(.invalidTensor, "a tensor has at most \(largestRank) axes, not \(shape.count)")
        }
        var count = 1
        for length in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            guard length >= 0, !overflow else {
                throw NetworkingError(.invalidTensor, "no tensor has the shape \(shape.prefix(8))")
            }
            count = product
        }
        return count
    }
}

extension Tensor: Hashable {
    /// Equal in type, shape and bits; the naming does not count.
    public static func == (lhs: Tensor, rhs: Tensor) -> Bool {
        lhs.type == rhs.type && lhs.shape == rhs.shape && lhs.bytes == rhs.bytes
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(shape)
        hasher.combine(bytes)
    }
}

extension Tensor: CustomStringConvertible {
    public var description: String { "Tensor(\(type.rawValue), shape: \(shape))" }
}

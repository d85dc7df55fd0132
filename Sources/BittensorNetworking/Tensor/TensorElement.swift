// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A Swift type that a tensor can hold as it is.
public protocol TensorElement: BitwiseCopyable, Sendable {
    static var tensorType: TensorType { get }
}

extension Float: TensorElement { public static var tensorType: TensorType { .float32 } }
extension Double: TensorElement { public static var tensorType: TensorType { .float64 } }
extension UInt8: TensorElement { public static var tensorType: TensorType { .uint8 } }
extension Int8: TensorElement { public static var tensorType: TensorType { .int8 } }
extension Int16: TensorElement { public static var tensorType: TensorType { .int16 } }
extension Int32: TensorElement { public static var tensorType: TensorType { .int32 } }
extension Int64: TensorElement { public static var tensorType: TensorType { .int64 } }
extension Bool: TensorElement { public static var tensorType: TensorType { .bool } }

#if !(os(macOS) && arch(x86_64))
    extension Float16: TensorElement { public static var tensorType: TensorType { .float16 } }
#endif

extension Tensor {
    /// Lends the elements without copying them; throws `invalidTensor` when `Element` is not the tensor's type.
    ///
    /// Convert with ``converted(to:)`` first if it may be another.
    public func withElements<Element: TensorElement, Result>(
        of element: Element.Type, _ body: (UnsafeBufferPointer<Element>) throws -> Result
    ) throws -> Result {
        guard type == Element.tensorType else {
            throw NetworkingError(.invalidTensor, "a \(type.rawValue) tensor holds no \(Element.self)")
        }
        // The storage of an array is aligned for every element type of a tensor.
        return try bytes.withUnsafeBytes { try body($0.bindMemory(to: Element.self)) }
    }

    /// The elements, row by row, converted if need be.
    public func elements<Element: TensorElement>(_ element: Element.Type = Element.self) -> [Element] {
        let converted = converted(to: Element.tensorType)
        return converted.bytes.withUnsafeBytes { Array($0.bindMemory(to: Element.self)) }
    }
}

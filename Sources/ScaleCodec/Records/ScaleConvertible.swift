// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value that reads a chain's encoding in one go where the chain lays it out as this type does, and by field names
/// where another runtime lays it out differently.
///
/// ``TypeRegistry/decode(_:as:to:)`` chooses between the two.
public protocol ScaleConvertible: ScaleDecodable {
    /// The value that a dynamic value holds; throws `mismatch` when it holds another kind, `outOfRange` when it is too
    /// large.
    init(dynamic value: ScaleValue) throws(ScaleError)

    /// Whether `init(from:)` reads exactly what the type `id` of `types` writes.
    static func matches(_ id: TypeID, in types: TypeRegistry) -> Bool
}

extension TypeRegistry {
    /// The value of type `id` that `bytes` encode, all of them, as a Swift value.
    ///
    /// Bytes are read straight into `Result` when this registry's type has its layout, and through a dynamic value by
    /// field names when it has not.
    public func decode<Result: ScaleConvertible>(
        _ bytes: [UInt8], as id: TypeID, to _: Result.Type = Result.self
    ) throws(ScaleError) -> Result {
        Result.matches(id, in: self) ? try Result(scale: bytes) : try Result(dynamic: decode(bytes, as: id))
    }

    /// The type that `id` means once structs that only wrap one value are taken off.
    func unwrapped(_ id: TypeID) -> TypeDefinition.Shape? {
        var current = id
        for _ in 0..<Self.maximumDepth {
            guard let shape = try? type(current).shape else { return nil }
            guard case .composite(let fields) = shape, let inner = Self.newtype(fields) else { return shape }
            current = inner
        }
        return nil
    }
}

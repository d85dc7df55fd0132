// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// The element types that tensors of the protocol have.
public enum TensorType: String, Hashable, Sendable, CaseIterable {
    case float16, float32, float64, uint8, int8, int16, int32, int64, bool

    /// How a tensor's type is called on the wire. Peers in Python read only the naming that they write.
    public enum Naming: Hashable, Sendable {
        /// `float32`
        case numpy
        /// `torch.float32`: SDK 6.x, and later ones with `USE_TORCH=1`.
        case torch

        /// The naming of a library's types.
        public init(_ library: ArrayLibrary) {
            self =
                switch library {
                case .numpy: .numpy
                case .torch: .torch
                }
        }

        /// The naming that this process's environment asks for: torch's with `USE_TORCH=1`, else numpy's.
        public static var environment: Naming { Naming(.chosen) }
    }

    /// Bytes per element.
    public var size: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .float16, .int16: 2
        case .float32, .int32: 4
        case .float64, .int64: 8
        }
    }

    /// The name on the wire.
    public func name(_ naming: Naming) -> String { (naming == .torch ? "torch." : "") + rawValue }

    /// The type and naming of a name on the wire, or nil.
    static func parse(_ name: String) -> (type: TensorType, naming: Naming)? {
        if let type = TensorType(rawValue: name) { return (type, .numpy) }
        guard name.hasPrefix("torch."), let type = TensorType(rawValue: String(name.dropFirst(6))) else { return nil }
        return (type, .torch)
    }

    /// numpy's type string.
    var numpyText: String {
        switch self {
        case .float16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        case .uint8: "|u1"
        case .int8: "|i1"
        case .int16: "<i2"
        case .int32: "<i4"
        case .int64: "<i8"
        case .bool: "|b1"
        }
    }

    /// The name in safetensors files.
    var safetensorsName: String {
        switch self {
        case .float16: "F16"
        case .float32: "F32"
        case .float64: "F64"
        case .uint8: "U8"
        case .int8: "I8"
        case .int16: "I16"
        case .int32: "I32"
        case .int64: "I64"
        case .bool: "BOOL"
        }
    }
}

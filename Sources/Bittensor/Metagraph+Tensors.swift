// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorNetworking
public import SubtensorClient

// What Python's `legacy_torch_api_compat` is for: the same arrays under the names of either library.

extension Metagraph {
    /// An array as the Python SDK has it, to send it or to compute with it; nil for weights and bonds after a lite
    /// sync, and for what is not known.
    ///
    /// - Parameter naming: whose types it has on the wire; by default those that `USE_TORCH` asks for.
    public func tensor(_ name: MetagraphArrays.Name, naming: TensorType.Naming = .environment) -> Tensor? {
        array(name).map { Tensor($0, naming: naming) }
    }
}

extension Tensor {
    /// The same numbers, which are not copied.
    public init(_ array: NumPyArray, naming: TensorType.Naming = .environment) {
        let type: TensorType =
            switch array.type {
            case .int64: .int64
            case .float32: .float32
            case .bool: .bool
            }
        self.init(unchecked: array.bytes, type: type, shape: array.shape, naming: naming)
    }
}

extension NumPyArray {
    /// The same numbers. Those in single precision, whole numbers of 64 bits and Bools are not copied; others are
    /// converted to these.
    ///
    /// - Throws: `invalidTensor` for more axes than a metagraph's arrays have.
    public init(_ tensor: Tensor) throws(NetworkingError) {
        let (type, stored): (ElementType, TensorType) =
            switch tensor.type {
            case .float16, .float32, .float64: (.float32, .float32)
            case .bool: (.bool, .bool)
            case .uint8, .int8, .int16, .int32, .int64: (.int64, .int64)
            }
        guard let array = NumPyArray(type: type, shape: tensor.shape, bytes: tensor.converted(to: stored).bytes) else {
            throw NetworkingError(.invalidTensor, "\(tensor) has more axes than the arrays of a metagraph")
        }
        self = array
    }
}

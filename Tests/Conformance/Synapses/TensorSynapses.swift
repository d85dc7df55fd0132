// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import BittensorNetworking

/// The largest values of a tensor. As the README of the SDK writes it, with a required tensor.
package struct Topk: Synapse {
    package var topk = 2
    package var input = Tensor([] as [Float])
    package var v: Tensor?
    package var i: Tensor?
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("topk", \.topk), .field("input", \.input, .required, .frozen), .field("v", \.v), .field("i", \.i),
    ]
}

/// The largest values of a tensor, which Python can carry because it is optional.
package struct TopkOptional: Synapse {
    package var topk = 2
    package var input: Tensor?
    package var v: Tensor?
    package var i: Tensor?
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("topk", \.topk), .field("input", \.input), .field("v", \.v), .field("i", \.i),
    ]
}

/// Sends a tensor back.
package struct TensorEcho: Synapse {
    package var x: Tensor?
    package var y: Tensor?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("x", \.x), .field("y", \.y)]
}

extension Tensor {
    /// The tensor with another naming, or as it is.
    package func named(_ naming: TensorType.Naming?) -> Tensor {
        guard let naming else { return self }
        var tensor = self
        tensor.naming = naming
        return tensor
    }

    /// The `count` largest elements, the largest first, and where they are; in the naming of this tensor.
    package func largest(_ count: Int) throws -> (values: Tensor, indices: Tensor) {
        let numbers = elements(Double.self)
        let order = numbers.indices.sorted { numbers[$0] > numbers[$1] }.prefix(max(0, count))
        let values = Tensor(order.map { numbers[$0] }, naming: naming).converted(to: type)
        return (values, Tensor(order.map { Int64($0) }, naming: naming))
    }
}

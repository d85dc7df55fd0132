// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// One hyperparameter of a subnet under its name: the form in which newer runtimes answer them all.
public struct HyperparameterEntry: Hashable, Sendable {
    public let name: String
    /// The chain's own number or flag, with the kind of it as the chain names it, such as `U16` or `TaoBalance`.
    public let value: ScaleValue
    public let kind: String
}

extension HyperparameterEntry: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let name = value["name"], let holder = value["value"], let kind = holder.variantName,
            let inner = holder[0]
        else { throw ScaleError(.mismatch, "a hyperparameter has a name and a value, not \(value)") }
        self.name = String(decoding: try [UInt8](dynamic: name), as: UTF8.self)
        self.kind = kind
        self.value = inner
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorNetworking
public import SubstratePrimitives
public import SubtensorClient

extension AxonTarget {
    /// The axon of a hotkey, where the chain says that it serves; nil when it serves nothing.
    public init?(_ axon: AxonInfo, hotkey: AccountID) {
        guard axon.isServing, axon.port != 0 else { return nil }
        self.init(host: axon.ipText, port: Int(axon.port), hotkey: hotkey)
    }
}

extension Metagraph.Neuron {
    /// Where a dendrite reaches the neuron; nil when it serves nothing.
    public var axonTarget: AxonTarget? { AxonTarget(axon, hotkey: hotkey) }
}

extension Metagraph {
    /// Where a dendrite reaches the neurons that serve, in the order of their uids.
    public var axonTargets: [AxonTarget] { neurons.compactMap(\.axonTarget) }
}

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
    /// Where a dendrite reaches the neurons that serve, each with its uid: who serves nothing is not among them, so that a
    /// place in this list is no uid. ``BittensorNetworking/Dendrite/call(_:_:timeout:)-(_,Metagraph,_)`` answers for all neurons.
    public var axonTargets: [(uid: UInt16, target: AxonTarget)] {
        neurons.compactMap { neuron in neuron.axonTarget.map { (neuron.uid, $0) } }
    }
}

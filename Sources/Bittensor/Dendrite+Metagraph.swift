// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorNetworking
public import SubstratePrimitives
public import SubtensorClient

/// What came of calling one neuron of a subnet.
public struct NeuronAnswer<Body: Synapse>: Sendable {
    public let uid: UInt16
    public let hotkey: AccountID
    /// Where it was called; nil when it serves nothing, and nobody was called.
    public let target: AxonTarget?
    /// The answer, or why there is none: for a neuron that serves nothing the status is 503, as in Python.
    public let result: Result<SynapseMessage<Body>, CallFailure<Body>>

    /// Whether the chain says that the neuron serves.
    public var isServing: Bool { target != nil }
    /// The answer; nil when there is none.
    public var answer: SynapseMessage<Body>? { try? result.get() }
    /// Why there is no answer; nil when there is one.
    public var failure: CallFailure<Body>? {
        guard case .failure(let failure) = result else { return nil }
        return failure
    }
}

extension NeuronAnswer: CustomStringConvertible {
    public var description: String { "uid \(uid): \(failure.map(String.init(describing:)) ?? "answered")" }
}

extension Dendrite {
    /// Calls every neuron of a subnet that serves: one result for each uid, in their order, those that serve nothing among them.
    ///
    /// ```swift
    /// let answers = await dendrite.call(question, try await subtensor.metagraph(1))
    /// for answer in answers { print(answer) }
    /// let scores = answers.map { (uid: $0.uid, weight: $0.answer == nil ? 0 : 1.0) }
    /// ```
    ///
    /// `call(_:_:timeout:)` of the module BittensorNetworking says how time is counted.
    public func call<Body: Synapse>(
        _ synapse: Body, _ metagraph: Metagraph, timeout: Duration = .seconds(12)
    ) async -> [NeuronAnswer<Body>] {
        await call(synapse, metagraph.neurons, timeout: timeout)
    }

    /// Calls some neurons of a subnet: one result for each, in their order, those that serve nothing among them.
    public func call<Body: Synapse>(
        _ synapse: Body, _ neurons: [Metagraph.Neuron], timeout: Duration = .seconds(12)
    ) async -> [NeuronAnswer<Body>] {
        let targets = neurons.map(\.axonTarget)
        var results = await call(synapse, targets.compactMap(\.self), timeout: timeout)[...]
        return zip(neurons, targets).map { neuron, target in
            NeuronAnswer(
                uid: neuron.uid, hotkey: neuron.hotkey, target: target,
                result: (target == nil ? nil : results.popFirst())
                    ?? .failure(CallFailure(uncalled: synapse, timeout: timeout, "no axon is announced")))
        }
    }
}

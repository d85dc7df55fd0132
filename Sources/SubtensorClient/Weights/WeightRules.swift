// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient

/// What a subnet asks of a neuron's weights, and how weights are made to comply: the Python SDK's `process_weights`.
public struct WeightRules: Hashable, Sendable {
    /// How many neurons there are.
    public let neurons: UInt16
    /// The fewest weights that a neuron sets.
    public let minAllowed: UInt16
    /// The largest single weight, a part of one.
    public let limit: Double

    public init(neurons: UInt16, minAllowed: UInt16, limit: Double) {
        self.neurons = neurons
        self.minAllowed = minAllowed
        self.limit = limit
    }

    /// The weights as they may be set: positive ones, divided by their sum, none above the limit.
    ///
    /// Without any positive weight, and on a subnet with fewer neurons than weights are asked for, all neurons get the
    /// same. With too few weights every neuron gets a trace of 0.00001, and the given ones on top; each goes to its own
    /// uid, where Python takes the place in the list for one.
    /// - Parameter excluding: the quantile of weights to leave out, a part of one; as many stay as the rules ask for.
    /// - Throws: `invalidWeights` for lists of different lengths, a weight that is negative or no number, a uid that is
    ///   named twice or does not exist.
    public func applied(
        to uids: [UInt16], weights: [some BinaryFloatingPoint], excluding quantile: Double = 0
    ) throws(BittensorError) -> (uids: [UInt16], weights: [Float]) {
        let weights = weights.map { Float($0) }
        try QuantizedWeights.check(uids, weights)
        if let unknown = uids.first(where: { $0 >= neurons }) {
            throw BittensorError(
                .invalidWeights, "there is no uid \(unknown): the subnet has \(neurons) neurons, counted from 0")
        }
        let given = zip(uids, weights).filter { $0.1 > 0 }
        guard !given.isEmpty, neurons >= minAllowed else {
            return (Array(0..<neurons), (0..<neurons).map { _ in 1 / Float(neurons) })
        }
        guard given.count >= minAllowed else {
            var all = [Float](repeating: 1e-5, count: Int(neurons))
            for (uid, weight) in given { all[Int(uid)] += weight }
            return (Array(0..<neurons), WeightLimit.capped(all, at: limit))
        }
        let most = Double(given.count - Int(minAllowed)) / Double(given.count)
        let bound = Self.quantile(min(max(0, quantile), most), of: given.map(\.1))
        let kept = given.filter { Double($0.1) >= bound }
        return (kept.map(\.0), WeightLimit.capped(kept.map(\.1), at: limit))
    }

    /// The value below which a part of the weights lies, between two weights in proportion, as numpy has it.
    private static func quantile(_ part: Double, of weights: [Float]) -> Double {
        let sorted = weights.sorted()
        let place = part * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return Double(sorted[sorted.count - 1]) }
        let (low, high) = (Double(sorted[below]), Double(sorted[below + 1]))
        return low + (high - low) * (place - Double(below))
    }
}

extension Subtensor {
    /// What a subnet asks of a neuron's weights.
    public func weightRules(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> WeightRules {
        try await state(at: block).weightRules(on: netuid)
    }
}

extension ChainState {
    func weightRules(on netuid: NetUID) async throws(ClientError) -> WeightRules {
        let addresses: [StorageAddress<UInt16>] = [
            .subnetworkN(netuid), .minAllowedWeights(netuid), .maxWeightsLimit(netuid),
        ]
        let values = try await values(addresses.map { StorageQuery($0) })
        func number(_ place: Int, _ fallback: UInt16) -> UInt16 {
            values[place]?.uint64.map { UInt16(clamping: $0) } ?? fallback
        }
        // A runtime without a limit has none: all of 65535.
        return WeightRules(
            neurons: number(0, 0), minAllowed: number(1, 0), limit: Double(number(2, .max)) / Double(UInt16.max))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Logging
import Metrics

extension Validator {
    /// Sets weights, once the last ones are old enough, in the way that the subnet wants them.
    func setWeights(from book: ScoreBook, _ metagraph: Metagraph) async throws {
        guard let own = metagraph[hotkey: neuron.hotkey.accountID] else { return }
        let parameters = try await neuron.subtensor.parameters(of: neuron.netuid)
        let wait = max(weightsInterval ?? UInt64(parameters.tempo ?? 360), parameters.weightsRateLimit ?? 0)
        guard own.lastUpdate.age(at: metagraph.block) > wait else { return }
        guard own.hasValidatorPermit else {
            neuron.logger.notice("no validator permit: the next epoch gives it to those with the most stake")
            return
        }
        let scored = metagraph.neurons.map { (uid: $0.uid, score: Float(book[$0.hotkey])) }.filter { $0.score > 0 }
        guard !scored.isEmpty else {
            neuron.logger.notice("no miner has a score yet: no weights to set")
            return
        }
        // The subnet's own limits: how many weights at least, and how much of them for one miner at most.
        let rules = try await neuron.subtensor.weightRules(on: neuron.netuid)
        let (uids, weights) = try rules.applied(to: scored.map(\.uid), weights: scored.map(\.score))
        // Openly, or encrypted until the chain opens them: as the subnet takes them.
        try await neuron.subtensor.setWeights(
            zip(uids, weights).map { (uid: $0, weight: $1) }, on: neuron.netuid, signedBy: neuron.hotkey)
        Counter(label: "validator.weights", dimensions: neuron.dimensions, factory: neuron.metrics).increment()
        neuron.logger.info("weights set", metadata: ["block": "\(metagraph.block)", "miners": "\(uids.count)"])
    }
}

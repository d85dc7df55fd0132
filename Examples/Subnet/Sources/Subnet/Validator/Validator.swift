// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Logging
import Metrics
import ServiceLifecycle

/// Asks the miners of a subnet, keeps the score, and sets the weights that the scores make.
struct Validator: Service {
    let neuron: Neuron
    let file: ScoreFile
    var dendrite = DendriteConfiguration()
    /// How many blocks pass from one question to the next.
    var interval: UInt64 = 10
    /// How many blocks pass from one setting of weights to the next, at least; the subnet's epoch unless given.
    var weightsInterval: UInt64?
    /// How long a miner may take.
    var timeout: Duration = .seconds(12)
    /// What the newest score counts in the average, a part of one.
    var share = 0.1
    /// Whence questions come that nobody can know beforehand.
    var randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()

    func run() async throws {
        var book = try file.load()
        var randomness = randomness
        try await Dendrite.with(neuron.hotkey, configuration: dendrite) { dendrite in
            try await neuron.everyBlocks(interval) { head in
                let metagraph = try await neuron.metagraph()
                let series = Series.random(using: &randomness)
                let answers = await ask(series, metagraph, dendrite)
                for (hotkey, score) in answers { book.record(score, of: hotkey, share: share) }
                book.keep(metagraph.hotkeys)
                try file.save(book)
                try await setWeights(from: book, metagraph)
            }
        }
        neuron.logger.info("the validator has stopped")
    }

    /// One question to everybody else on the subnet: who does not serve, or does not answer, gets nothing for it.
    private func ask(
        _ series: Series, _ metagraph: Metagraph, _ dendrite: Dendrite
    ) async -> [(hotkey: AccountID, score: Double)] {
        let others = metagraph.neurons.filter { $0.hotkey != neuron.hotkey.accountID }
        let serving = others.compactMap { miner in miner.axonTarget.map { (miner: miner, target: $0) } }
        let results = await dendrite.call(series.question, serving.map(\.target), timeout: timeout)
        var scores: [UInt16: Double] = [:]
        for (place, result) in zip(serving, results) {
            switch result {
            case .success(let answer): scores[place.miner.uid] = series.score(answer.forecast)
            case .failure(let failure):
                neuron.logger.debug("no answer", metadata: ["uid": "\(place.miner.uid)", "why": "\(failure)"])
            }
        }
        Gauge(label: "validator.answers", dimensions: neuron.dimensions, factory: neuron.metrics).record(scores.count)
        neuron.logger.info(
            "asked",
            metadata: ["block": "\(metagraph.block)", "serving": "\(serving.count)", "answers": "\(scores.count)"])
        return others.map { ($0.hotkey, scores[$0.uid] ?? 0) }
    }
}

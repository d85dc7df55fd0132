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
        try await Dendrite.with(neuron.hotkey, configuration: dendrite, logger: neuron.logger) { dendrite in
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
        let answers = await dendrite.call(series.question, others, timeout: timeout)
        for answer in answers where answer.isServing {
            guard let failure = answer.failure else { continue }
            neuron.logger.debug("no answer", metadata: ["uid": "\(answer.uid)", "why": "\(failure)"])
        }
        let (serving, answered) = (answers.count { $0.isServing }, answers.count { $0.answer != nil })
        Gauge(label: "validator.answers", dimensions: neuron.dimensions, factory: neuron.metrics).record(answered)
        neuron.logger.info(
            "asked",
            metadata: ["block": "\(metagraph.block)", "serving": "\(serving)", "answers": "\(answered)"])
        return answers.map { ($0.hotkey, $0.answer.map { series.score($0.forecast) } ?? 0) }
    }
}

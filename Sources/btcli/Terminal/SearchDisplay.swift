// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubtensorClient
import Synchronization

/// Shows a search for work, and what happens on the way, in order.
final class SearchDisplay: StatisticsSink {
    private let console: Console
    /// Set while work is being offered: the figures rest then, and what is said stands below them.
    private let isResting = Atomic(false)

    init(_ console: Console) { self.console = console }

    func start() { isResting.store(false, ordering: .relaxed) }

    func write(_ report: StatisticsReport) {
        guard !console.options.isQuiet, !isResting.load(ordering: .relaxed) else { return }
        console.status.update(report.text, inPlace: report.output == .inPlace)
    }

    func stop() { console.status.end() }

    /// Tells a step of a registration.
    func show(_ step: RegistrationStep) {
        switch step {
        case .rules(let rules):
            console.say(
                "Rules of work (spec \(rules.specVersion)): \(rules.call), \(rules.signer.rawValue) signs, "
                    + "\(rules.order.rawValue)-endian seals")
            if let warning = rules.warning { console.warn(warning) }
        case .submitting(let solution, let attempt):
            rest()
            console.say(
                "Found nonce \(solution.nonce) for block \(solution.blockNumber); submitting (attempt \(attempt))…")
        case .retrying(let reason, let attempt, let limit):
            console.warn("attempt \(attempt) of \(limit) failed: \(reason); searching on")
            isResting.store(false, ordering: .relaxed)
        }
    }

    /// Leaves the last figures standing.
    private func rest() {
        isResting.store(true, ordering: .relaxed)
        console.status.end()
    }
}

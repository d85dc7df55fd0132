// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubtensorClient

extension Sending {
    /// Tries what would be signed on the chain's own rules, upon the block on which it was checked. What does not succeed there has
    /// failed: nothing of it is sent.
    ///
    /// - Parameter isDemanded: whether it is an error that this chain's rules are no program; else that is told.
    func rehearse(_ answer: inout TransactionAnswer, isDemanded: Bool) async throws {
        let steps = answer.steps
        let transactions = answer.batch.map { [$0.transaction] } ?? steps.map(\.prepared.transaction)
        let view = subtensor.pinned(to: try await subtensor.client.stateAtConnection())
        let now = UInt64(clamping: WallTime.now.seconds) * 1000
        let rehearsals: [Rehearsal]
        do {
            rehearsals = try await console.working("Rehearsing") {
                try await view.rehearse(
                    transactions, at: now, codes: CodeFiles(console.environment),
                    questions: QuestionFiles(console.environment))
            }
        } catch let error as ClientError where error.code == .notInRuntime && !isDemanded {
            return console.warn("not rehearsed: \(error.reason)")
        }
        for (index, (place, _, prepared)) in steps.enumerated() {
            // What goes out as one was tried as one.
            guard let rehearsal = answer.batch == nil ? rehearsals[index] : rehearsals.first else { continue }
            answer.entries[place].rehearsal = ToldRehearsal(rehearsal)
            if let error = rehearsal.error(of: prepared.preview.call) {
                answer.entries[place].ending = .failed(Failure(error))
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import QRCode
import SubstrateClient
import SubtensorClient

extension Sending {
    /// Writes what would be signed to a file, after showing what it is. Nothing is sent.
    func writeUnsigned(_ answer: TransactionAnswer, to path: String) async throws -> UnsignedAnswer {
        let steps = answer.steps
        let planned: PlannedTransaction
        if let batch = answer.batch {
            planned = batch.transaction
        } else if steps.count == 1 {
            planned = steps[0].prepared.transaction
        } else {
            throw CLIError(
                .usage,
                "a file takes one transaction, and this would be \(steps.count), of several signers or on a runtime without batches: "
                    + "do them one at a time")
        }
        guard let role = steps.first?.step.role else { throw CLIError(.usage, "there is nothing to sign") }
        console.say(answer.question(width: console.terminal.talk.size?.columns))
        let transaction = try planned.unsigned(as: try signer.key(role, of: wallet).scheme)
        let proof = subtensor.transactionProof(transaction)
        var file = TransactionFile(transaction, proof: proof)
        file.meaning = answer.previews.flatMap { $0.lines.map(\.description) }
        for (_, step, _) in steps { try step.beforeSending() }
        try file.write(to: path)
        if let picture = signer.qrPicture {
            try QRPicture(path: picture).write(try transaction.vaultFrames(with: proof).map { try QRCode($0) })
        }
        return UnsignedAnswer(
            path: path, meaning: try TransactionMeaning(transaction, by: planned.runtime.metadata, .node),
            actions: answer.previews.map(\.action), network: answer.network, isProven: proof != nil)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli tx submit`: sends a transaction that was signed elsewhere.
struct TxSubmit: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Send a transaction that was signed elsewhere.",
        discussion: """
            Checks everything again: chain, runtime, call, number, lifetime, signature. Shows it, asks, sends it once, and \
            waits for its block.
            """)

    @Argument(help: ArgumentHelp("The file that 'btcli tx sign' wrote.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "A signature that was made elsewhere, or a file with it, for a file without one.", valueName: "hex|file"))
    var signature: String?

    @Flag(help: "Check and show it, and send nothing.")
    var dryRun = false

    @Flag(help: "Wait until the block is final, instead of the first block that holds it.")
    var waitForFinalization = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        var file = try TransactionFile(path: file, console)
        if let signature {
            try file.take(try file.transaction.signature(reading: try SignatureSource.text(signature, console)))
        }
        guard let signature = file.signature else {
            throw CLIError(
                .unsigned, "the transaction has no signature yet: sign it with 'btcli tx sign \(self.file.printable)'")
        }
        let transaction = file.transaction
        let answer = try await network.withSubtensor(console) { subtensor in
            let checked = try await console.working("Checking") {
                try await subtensor.client.check(transaction, signedWith: signature)
            }
            let meaning = try TransactionMeaning(transaction, by: subtensor.client.runtime.metadata, .node)
            var answer = SubmittedAnswer(meaning: meaning, checked: checked, network: network.setting(console).title)
            guard !dryRun else { return answer }
            let journal = try SentFile.ready(console, network)
            try await console.requireConsent(
                "Send it?", after: answer.facts.text(width: console.terminal.talk.size?.columns).indented,
                otherwise: "nothing was sent")
            // Whoever was asked may have taken long.
            let again = console.canAsk ? try await subtensor.client.check(transaction, signedWith: signature) : checked
            var options = SubmissionOptions(untilFinalized: waitForFinalization)
            options.journal = journal
            options.summary = "\(checked.call), signed elsewhere"
            options.report(to: console)
            let toSend = options
            answer.included = try await console.working("Waiting for the block of '\(checked.call)'") {
                try await subtensor.submit(again, options: toSend)
            }
            return answer
        }
        try console.show(answer)
        return .done
    }
}

/// A transaction that was sent, or only checked.
struct SubmittedAnswer: Answer {
    let meaning: TransactionMeaning
    let checked: CheckedTransaction
    let network: String
    var included: IncludedExtrinsic?

    private var fee: Balance { Balance(rao: UInt64(clamping: checked.fee)) }

    /// What there is to decide on.
    var facts: Facts { Facts(meaning.rows + [("Fee", "\(fee)"), ("Signature", "fits"), ("Sent to", network)]) }

    var document: OutputDocument {
        let facts: OutputDocument = [
            "sent": .bool(included != nil),
            "network": .string(network),
        ]
        return facts + meaning.document + [
            "fee_tao": .string(fee.taoText),
            "extrinsic_hash": .string(checked.extrinsic.hash.hex),
            "block_number": included.map { .integer(Int(clamping: $0.blockNumber.rawValue)) } ?? .null,
            "block_hash": .string(orNull: included?.blockHash.hex),
        ]
    }

    func text(width: Int?) -> StyledText {
        guard let included else {
            return (facts + Facts([("Sent", "no: this was a dry run")])).text(width: width)
        }
        let line =
            StyledText.done + " Carried out " + StyledText("\(checked.call)") + " in block "
            + StyledText("\(included.blockNumber)") + ", fee " + StyledText(reading: "\(fee)")
        let extrinsic = Facts([("Extrinsic", checked.extrinsic.hash.hex)]).text(width: width.map { max(1, $0 - 2) })
        return [line.wrapped(to: width ?? .max), extrinsic.indented].joined(separator: "\n")
    }
}

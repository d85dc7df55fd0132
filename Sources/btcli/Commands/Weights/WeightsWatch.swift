// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli weights watch`: keeps the weights of a file on the chain, epoch after epoch.
struct WeightsWatch: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Set the weights of a file on a subnet each epoch, until Ctrl-C.",
        discussion: """
            The file is read again each epoch; whatever makes it may replace it at any time. Weights are sent in the way in which the \
            subnet takes them then: openly, timelocked, or with a salt, which is kept in ~/.bittensor/commitments and revealed in its \
            epoch. Whether an epoch has its weights is asked of the chain, so that it can be started again at any time. It goes on \
            while there is no node, and ends when the hotkey is not registered any more.

            Each thing that was done is a line; with --json-output a document on a line of its own.
            """)

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var mechanism: WeightMechanismOption

    @Option(
        help: ArgumentHelp(
            "The file with the weights: a uid and its weight on each line, or JSON.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("The version of the weights. (default: the subnet's own)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var versionKey: UInt64?

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let file = WeightsFile(console.environment.expanded(file))
        // What is no weights now is refused at once; later the loop waits for a better one.
        _ = try file.read()
        let wallet = try await wallet.wallet(choosingOn: console, forHotkey: true)
        let signer = try await password.hotkey(of: wallet, "to sign weights", on: console)
        let report = WeightsWatchReport(console)
        var loop = WeightsLoop(on: netuid, mechanism: mechanism.mechanism) { _ in
            Dictionary(uniqueKeysWithValues: try file.read().map { ($0.uid, $0.weight) })
        }
        loop.versionKey = versionKey
        loop.store = try CommitmentFile.Folder(environment: console.environment)
        loop.submission.journal = try SentFile.ready(console, network)
        loop.submission.report(to: console)
        loop.onEvent = { report.take($0) }
        do {
            // It is to run for months: a node that is away comes back.
            return try await network.withSubtensor(console, patience: NetworkOptions.forever) { [loop] subtensor in
                try await loop.run(on: subtensor, signedBy: signer)
                return .done
            }
        } catch is CancellationError {
            report.sumUp()
            return .interrupted
        } catch {
            report.sumUp()
            throw error
        }
    }
}

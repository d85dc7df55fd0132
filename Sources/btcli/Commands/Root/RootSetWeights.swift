// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root weights`: sets the weights that a member of the root gives the subnets.
struct RootSetWeights: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights",
        abstract: "Set the weights that the wallet's hotkey, a member of the root, gives the subnets.",
        discussion: """
            Weights are any numbers above 0; they are divided by their sum. Lists are 1,2,3 or 1 2 3. Newer \
            runtimes have no root weights: there, stake decides.
            """,
        aliases: ["set-weights"])

    @Option(parsing: .upToNextOption, help: ArgumentHelp("The subnets, as a list.", valueName: "n"))
    var netuids: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("A weight for each of them.", valueName: "weight"))
    var weights: [String] = []

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuids = try NumberList("--netuids", netuids)?.whole(UInt16.self)
        let weights = try NumberList("--weights", weights)?.weights()
        if let netuids, let weights { try RootWeights.judge(weights, for: netuids.map { NetUID($0) }) }
        return try await transaction.carryOut(console) { subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            // Nobody is asked about what cannot be.
            try await subtensor.state().requireRootWeights()
            let chosen =
                if let netuids { netuids } else {
                    try await NumberList(asking: "Enter netuids (e.g. 0, 1, 2 ...)", "--netuids", console)
                        .whole(UInt16.self)
                }
            let given =
                if let weights { weights } else {
                    try await NumberList(asking: "Enter weights (e.g. 0.09, 0.09, 0.09 ...)", "--weights", console)
                        .weights()
                }
            return try await .settingRootWeights(
                given, for: chosen.map { NetUID($0) }, as: hotkey, subtensor, console)
        }
    }
}

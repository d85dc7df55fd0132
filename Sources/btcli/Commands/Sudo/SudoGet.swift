// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// `btcli sudo get`: what the owner of a subnet has set.
struct SudoGet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show the hyperparameters of a subnet, as 'btcli subnets hyperparameters' does.")

    @OptionGroup var options: HyperparameterOptions
    var global: GlobalOptions { options.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console) }
}

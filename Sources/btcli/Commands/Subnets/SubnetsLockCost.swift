// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli subnets lock-cost`: what a new subnet costs.
struct SubnetsLockCost: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock-cost", abstract: "Show what creating a subnet costs now.",
        aliases: ["burn-cost", "create-cost"])

    @OptionGroup var block: BlockOption
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let cost = try await network.read("Reading the price", at: block.block, console) { subtensor, _ in
            try await subtensor.subnetRegistrationCost()
        }
        try console.show(
            FactsAnswer([
                Fact("network", "Network", .text(network.setting(console).title)),
                Fact("lock_cost_tao", "A new subnet costs (τ)", .tao(cost)),
            ]))
        return .done
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli stake child revoke`: takes back what was lent to child keys.
struct StakeChildRevoke: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take back all that the hotkey lends to child keys on a subnet, or on all.")

    @OptionGroup var subnet: SubnetOption

    @Flag(name: [.long, .customLong("all")], help: "On every subnet where the hotkey has child keys.")
    var allNetuids = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func validate() throws {
        guard !allNetuids || (subnet.given == nil && subnet.bare == nil) else {
            throw CLIError(.usage, "--all-netuids and --netuid exclude each other: leave one out")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let only = allNetuids ? nil : try await subnet.netuid(console)
        let hotkey = try await transaction.wallet.hotkey(console).account
        return try await transaction.carryOutAll(console, orSay: "The hotkey has no child keys.") { subtensor, _ in
            var netuids: [NetUID] = []
            if let only {
                try await subtensor.requireSubnet(only)
                netuids = [only]
            } else {
                netuids = try await subtensor.netuids().filter { $0 != 0 }
            }
            return try await subtensor.families(of: hotkey, on: netuids, at: .head)
                .filter { !$0.children.isEmpty || !($0.pending?.children ?? []).isEmpty }
                .map { family in
                    .step(
                        ActionStep(.setChildren([], of: hotkey, on: family.netuid)) {
                            $0.report(of: hotkey, family.netuid)
                        })
                }
        }
    }
}

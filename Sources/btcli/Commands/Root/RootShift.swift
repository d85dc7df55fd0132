// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root boost`: gives one subnet more of a root member's weight.
struct RootBoost: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "boost",
        abstract: "Raise the weight that the wallet's hotkey, a member of the root, gives a subnet.",
        discussion: "The weights it has set sum to 1; all are divided by their new sum.")

    @OptionGroup var subnet: SubnetOption

    @Option(help: ArgumentHelp("How much to add, a part of 1.", valueName: "part"))
    var increase: String?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await RootWeightShift(verb: "Boosting", sign: 1, option: "--increase")
            .carryOut(increase, subnet, transaction, console)
    }
}

/// `btcli root slash`: gives one subnet less of a root member's weight.
struct RootSlash: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "slash",
        abstract: "Lower the weight that the wallet's hotkey, a member of the root, gives a subnet.",
        discussion: "The weights it has set sum to 1; all are divided by their new sum.")

    @OptionGroup var subnet: SubnetOption

    @Option(help: ArgumentHelp("How much to take away, a part of 1; no weight falls below 0.", valueName: "part"))
    var decrease: String?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await RootWeightShift(verb: "Slashing", sign: -1, option: "--decrease")
            .carryOut(decrease, subnet, transaction, console)
    }
}

/// What boost and slash have in common.
private struct RootWeightShift: Sendable {
    let verb: String
    let sign: Float
    let option: String

    func carryOut(
        _ amount: String?, _ subnet: SubnetOption, _ transaction: TransactionOptions, _ console: Console
    ) async throws -> ExitStatus {
        let given = try amount.map(parse)
        let netuid: NetUID? =
            subnet.given == nil && subnet.bare == nil ? nil : try await subnet.netuid(console)
        return try await transaction.carryOut(console) { subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            // Nobody is asked about what cannot be.
            try await subtensor.state().requireRootWeights()
            let netuid = if let netuid { netuid } else { try await subnet.netuid(console) }
            let amount =
                if let given { given } else {
                    try await console.ask("Enter amount (e.g. 0.01)", option: option, parse)
                }
            var weights = try await subtensor.rootWeights(of: hotkey)
            let before = weights[netuid] ?? 0
            weights[netuid] = max(0, before + sign * amount)
            let after = weights[netuid] ?? 0
            guard after != before else {
                throw BittensorError(.invalidWeights, "subnet \(netuid) has no weight of \(hotkey) to take away")
            }
            console.say("\(verb) weight for netuid \(netuid) from \(before) -> \(after)")
            let kept = weights.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            guard !kept.isEmpty else {
                throw BittensorError(
                    .invalidWeights,
                    "no subnet would keep a weight of \(hotkey): take less away, or boost another first")
            }
            return try await .settingRootWeights(
                kept.map(\.value), for: kept.map(\.key), as: hotkey, subtensor, console)
        }
    }

    private func parse(_ text: String) throws(CLIError) -> Float {
        guard let amount = Float(text), amount > 0, amount <= 1 else {
            throw CLIError(.usage, "\(option) \(excerpt(text)) is no part of 1: give a number above 0, such as 0.01")
        }
        return amount
    }
}

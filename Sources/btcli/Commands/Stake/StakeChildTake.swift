// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake child take`: the part that a child key keeps.
struct StakeChildTake: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Show the part of the dividends that the hotkey keeps of what parents lend it, or set it.",
        discussion: "Without --take it is shown.")

    @OptionGroup var subnet: SubnetOption

    @Option(
        help: ArgumentHelp(
            "Set it to this part of one, such as 0.09 or 9%; real chains allow at most 0.18.", valueName: "part"),
        transform: TakeText.parse)
    var take: Proportion?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let hotkey = try await transaction.wallet.hotkey(console).account
        if let take {
            return try await transaction.carryOut(console, orSay: "The take is that already.") { subtensor, _ in
                try await subtensor.requireSubnet(netuid)
                guard try await subtensor.childkeyTake(of: hotkey, on: netuid) != take else { return nil }
                return ActionStep(.setChildkeyTake(take, of: hotkey, on: netuid)) {
                    ActionReport(
                        "Set the child key take of \(hotkey) on \(netuid.title) to \(CellValue.fraction($0.after).text)",
                        [Fact("take_after", "Take after", .fraction($0.after))])
                }
            }
        }
        let now = try await transaction.network.read("Reading the take", at: nil, console) { subtensor, _ in
            try await subtensor.requireSubnet(netuid)
            return try await subtensor.childkeyTake(of: hotkey, on: netuid)
        }
        try console.show(
            FactsAnswer([
                Fact("network", "Network", .text(transaction.network.setting(console).title)),
                Fact("netuid", "Subnet", .integer(netuid.rawValue)), Fact("hotkey", "Hotkey", .address(hotkey)),
                Fact("take", "Take", .fraction(now)),
            ]))
        return .done
    }
}

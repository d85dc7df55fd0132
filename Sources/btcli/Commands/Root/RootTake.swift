// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli root nominate`: makes a hotkey a delegate.
struct RootNominate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "nominate",
        abstract: "Make the wallet's hotkey a delegate, which takes stake from others.",
        discussion: "On newer runtimes every registered hotkey is one.")

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await transaction.carryOut(console, orSay: "The hotkey is a delegate already.") { subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            guard try await !subtensor.isDelegate(hotkey) else { return nil }
            return ActionStep(.nominate(hotkey)) { $0.report("Nominated \($0.hotkey)") }
        }
    }
}

/// `btcli root set-take`: sets the part of the dividends that a delegate keeps.
struct RootSetTake: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-take",
        abstract: "Set the part of the dividends that the wallet's hotkey keeps as a delegate.",
        discussion: "The chain limits it, to 18 % on mainnet, and how often it may rise.")

    @Option(
        help: ArgumentHelp("The part, such as 0.18 or 18%.", valueName: "part"), transform: { try TakeText.parse($0) })
    var take: Proportion?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let take =
            if let take { take } else {
                try await console.ask("Enter take value (0.18 for 18%)", option: "--take") { try TakeText.parse($0) }
            }
        return try await transaction.carryOut(console) { _, wallet in
            ActionStep(.setTake(take, of: try wallet.hotkeyPublic())) {
                $0.report("Set the take of \($0.hotkey) to \(CellValue.fraction($0.after).text)")
            }
        }
    }
}

/// `btcli root get-take`: shows the part of the dividends that a delegate keeps.
struct RootGetTake: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "get-take",
        abstract: "Show the part of the dividends that a delegate keeps.")

    @OptionGroup var wallet: WalletOptions

    @Option(
        name: [.customLong("ss58"), .customLong("hotkey-ss58")],
        help: ArgumentHelp("Any hotkey, instead of a wallet's.", valueName: "name|ss58"))
    var account: String?

    @OptionGroup var block: BlockOption
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let hotkey =
            if let account { try wallet.knownHotkey(account, console) } else {
                try wallet.wallet(console).hotkeyPublic()
            }
        let (own, inForce) = try await network.read("Reading the take", at: block.block, console) { subtensor, _ in
            (try await subtensor.take(of: hotkey), try await subtensor.takes(of: [hotkey])[hotkey])
        }
        try console.show(
            FactsAnswer([
                Fact("network", "Network", .text(network.setting(console).title)),
                Fact("hotkey", "Hotkey", .address(hotkey)),
                Fact("take", "Take", (own ?? inForce).map { .fraction($0) } ?? .none),
                Fact("is_default", "The chain's default", .yesNo(own == nil)),
            ]))
        return .done
    }
}

extension TakeChange {
    fileprivate func report(_ sentence: StyledText) -> ActionReport {
        ActionReport(
            sentence,
            [
                Fact("hotkey", "Hotkey", .address(hotkey)), Fact("take_before", "Take before", .fraction(before)),
                Fact("take_after", "Take after", .fraction(after)),
            ])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake move`: moves stake from one hotkey to another.
struct StakeMoveCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move stake of the coldkey from one hotkey to another, also between subnets.")

    @Option(
        help: ArgumentHelp("The hotkey that loses the stake. (default: --wallet-hotkey)", valueName: "name|ss58"))
    var originHotkey: String?

    @Option(help: ArgumentHelp("The hotkey that gets it.", valueName: "name|ss58"))
    var destHotkey: String?

    @OptionGroup var subnets: StakeSubnets
    @OptionGroup var amount: AmountOption
    @OptionGroup var protection: PriceProtectionOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = transaction.wallet
        let origin =
            if let originHotkey { try wallet.hotkey(originHotkey, console) } else { try await wallet.hotkey(console) }
        let destination =
            if let destHotkey { try wallet.hotkey(destHotkey, console) } else {
                try await console.ask(
                    wallet.question("Enter the hotkey that gets the stake", option: "--dest-hotkey", console)
                ) { try wallet.hotkey($0, console) }
            }
        let from = try await subnets.origin(console)
        let to = subnets.destination ?? from
        let amount = try await amount.alpha(console, "How much shall be moved", of: from)
        return try await transaction.carryOut(console) { subtensor, wallet in
            let limit = try await protection.limit {
                try await subtensor.limit(
                    moving: amount, of: wallet.coldkeyPublic(), on: origin.account, from: from, to: to, protection: $0)
            }
            return ActionStep(
                .moveStake(
                    amount, from: .hotkey(origin.account), netuid: from, to: .hotkey(destination.account), netuid: to,
                    limit: limit),
                \.report)
        }
    }
}

/// The options that say from which subnet to which.
struct StakeSubnets: ParsableArguments {
    @Option(
        name: [.customLong("origin-netuid"), .customLong("netuid")],
        help: ArgumentHelp("The subnet where the stake lies; 0 is the root.", valueName: "n"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var origin: NetUID?

    @Option(
        name: .customLong("dest-netuid"),
        help: ArgumentHelp("The subnet where it goes. (default: where it lies)", valueName: "n"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var destination: NetUID?

    func origin(_ console: Console) async throws -> NetUID {
        if let origin { return origin }
        return try await console.ask("Enter the netuid where the stake lies", option: "--origin-netuid") {
            NetUID(try WholeNumber.parse($0))
        }
    }

    func destination(_ console: Console) async throws -> NetUID {
        if let destination { return destination }
        return try await console.ask("Enter the netuid where the stake goes", option: "--dest-netuid") {
            NetUID(try WholeNumber.parse($0))
        }
    }
}

extension StakeMove {
    /// Where it lies now.
    var report: ActionReport {
        let isSale = origin.netuid != destination.netuid
        let amount = origin.before.above(origin.after)
        return ActionReport(
            "Moved \(amount) of \(origin.netuid.title) from \(origin.hotkey) to \(target)"
                + (isSale ? ", as \(destination.after.above(destination.before)) of \(destination.netuid.title)," : ""),
            [
                Fact("origin_hotkey", "From", .address(origin.hotkey)),
                Fact("origin_netuid", "From subnet", .integer(origin.netuid.rawValue)),
                Fact("origin_after_alpha", "Left there (α)", .alpha(origin.after)),
                Fact("destination_hotkey", "To", .address(destination.hotkey)),
                Fact("destination_coldkey", "Of coldkey", .address(destination.coldkey)),
                Fact("destination_netuid", "To subnet", .integer(destination.netuid.rawValue)),
                Fact("destination_before_alpha", "Before (α)", .alpha(destination.before)),
                Fact("destination_after_alpha", "Now there (α)", .alpha(destination.after)),
            ], news: ["origin_after_alpha", "destination_after_alpha"])
    }

    /// Whose it is now: another hotkey's, or another coldkey's on the same.
    private var target: StyledText {
        let isGift = origin.coldkey != destination.coldkey
        return "\(isGift && origin.hotkey == destination.hotkey ? destination.coldkey : destination.hotkey)"
    }
}

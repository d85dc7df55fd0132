// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet announce-coldkey-swap`: announces that another coldkey takes this one's place.
struct WalletAnnounceColdkeySwap: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "announce-coldkey-swap",
        abstract: "Announce that another coldkey takes the place of the wallet's, with all that it owns.",
        discussion: """
            From then on the coldkey can do nothing else. After the chain's delay 'btcli wallet swap-coldkey' carries it \
            out; older chains do that by themselves.
            """)

    @OptionGroup var options: ColdkeySwapOptions
    var global: GlobalOptions { options.transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await options.carryOut(console) {
            .announceColdkeySwap(to: $0)
        } told: {
            ActionReport("Announced that \($0.new) takes the place of \($0.old)", $0.facts)
        }
    }
}

/// `btcli wallet swap-coldkey`: carries out a swap that was announced.
struct WalletSwapColdkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "swap-coldkey",
        abstract: "Put another coldkey in the place of the wallet's, after it was announced and the delay is over.")

    @OptionGroup var options: ColdkeySwapOptions
    var global: GlobalOptions { options.transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await options.carryOut(console) {
            .swapColdkey(to: $0)
        } told: {
            ActionReport("Put the coldkey \($0.new) in the place of \($0.old)", $0.facts)
        }
    }
}

/// What the two have in common.
struct ColdkeySwapOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The coldkey that gets everything.", valueName: "ss58|0x-hex|name"),
        transform: Receiver.init)
    var newColdkey: Receiver?

    @OptionGroup var transaction: TransactionOptions

    func carryOut(
        _ console: Console, _ action: @escaping @Sendable (AccountID) -> Action<ColdkeySwapAnnouncement>,
        told report: @escaping @Sendable (ColdkeySwapAnnouncement) -> ActionReport
    ) async throws -> ExitStatus {
        let new: AccountID
        if let newColdkey {
            new = try newColdkey.account(among: transaction.wallet, console)
        } else {
            new = try await console.ask("Enter the new coldkey's address", option: "--new-coldkey") {
                try Receiver($0).account(among: transaction.wallet, console)
            }
        }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(action(new), report)
        }
    }
}

extension ColdkeySwapAnnouncement {
    fileprivate var facts: [Fact] {
        [
            Fact("old_coldkey", "Old coldkey", .address(old)), Fact("new_coldkey", "New coldkey", .address(new)),
            Fact("block", "In block", .block(block)),
        ]
    }
}

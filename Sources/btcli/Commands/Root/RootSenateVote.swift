// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli root senate-vote`: votes on a proposal.
struct RootSenateVote: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "senate-vote",
        abstract: "Vote on a proposal, as the wallet's hotkey, a member of the senate.",
        discussion: "'btcli root proposals' lists them. Newer runtimes have no senate.")

    /// Which way to vote.
    enum Vote: String, EnumerableFlag {
        case aye, nay

        static func name(for vote: Vote) -> NameSpecification { .customLong("vote-\(vote.rawValue)") }

        static func help(for vote: Vote) -> ArgumentHelp? {
            vote == .aye ? "Vote for it." : "Vote against it."
        }
    }

    @Option(
        name: [.long, .customLong("proposal-hash")],
        help: ArgumentHelp("The proposal.", valueName: "0x-hash"), transform: { try Hash256(hex: $0) })
    var proposal: Hash256?

    @Flag var vote: Vote?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await transaction.carryOut(console) { subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            // Nobody is asked about what cannot be.
            try await subtensor.state().requireSenate()
            let proposal =
                if let proposal { proposal } else {
                    try await console.ask("Enter proposal hash", option: "--proposal") { try Hash256(hex: $0) }
                }
            let vote = if let vote { vote } else { try await Self.vote(console) }
            return ActionStep(.vote(vote == .aye, on: proposal, as: hotkey)) { votes in
                ActionReport(
                    "Voted \(vote.rawValue) on \(proposal.hex, .address)",
                    [
                        Fact("ayes", "Ayes", votes.map { .integer($0.ayes.count) } ?? .none),
                        Fact("nays", "Nays", votes.map { .integer($0.nays.count) } ?? .none),
                    ], news: ["ayes", "nays"])
            }
        }
    }

    private static func vote(_ console: Console) async throws -> Vote {
        try await console.ask("Desired vote for proposal [aye/nay]", option: "--vote-aye or --vote-nay") { answer in
            switch answer.lowercased() {
            case "aye", "y", "yes": .aye
            case "nay", "n", "no": .nay
            default: throw CLIError(.usage, "please answer aye or nay")
            }
        }
    }
}

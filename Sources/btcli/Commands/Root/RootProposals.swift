// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli root proposals`: what the senate votes on.
struct RootProposals: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposals",
        abstract: "List the proposals that the senate votes on: call, votes, end.",
        discussion: "Newer runtimes have no senate.")

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let answer = try await network.read("Reading the proposals", at: block.block, console) { subtensor, place in
            ProposalsAnswer(place: place, proposals: try await subtensor.proposals())
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// What is voted upon.
struct ProposalsAnswer: TableAnswer {
    let place: ReadPlace
    let proposals: [Proposal]

    var title: String { "Proposals of \(place.network)" }
    var summary: [Fact] { place.facts }
    var rowsName: String { "proposals" }
    var emptyText: String { "There are no proposals." }

    var table: DataTable {
        var table = DataTable([
            .text("hash", "Hash", .never), .number("threshold", "Needs").expendable(1), .number("ayes", "Ayes"),
            .number("nays", "Nays"), .number("end_block", "Ends"), .text("call", "Call").expendable(2),
        ])
        for proposal in proposals {
            func number(_ member: KeyPath<ProposalVotes, UInt32>) -> CellValue {
                proposal.votes.map { .integer($0[keyPath: member]) } ?? .none
            }
            func voters(_ side: KeyPath<ProposalVotes, [AccountID]>) -> CellValue {
                guard let voters = proposal.votes?[keyPath: side] else { return .none }
                return CellValue(CellValue.list(voters.map { .address($0) }).document, text: "\(voters.count)")
            }
            table.add([
                .text(proposal.hash.hex), number(\.threshold), voters(\.ayes), voters(\.nays),
                proposal.votes.map { .block($0.end) } ?? .none, .text(orNone: proposal.call?.source),
            ])
        }
        return table
    }
}

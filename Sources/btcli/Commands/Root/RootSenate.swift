// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubtensorClient

/// `btcli root senate`: who sits in the senate, and how they vote.
struct RootSenate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "senate",
        abstract: "List the members of the senate and their votes on open proposals.",
        discussion: "Newer runtimes have no senate.")

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let answer = try await network.read("Reading the senate", at: block.block, console) { subtensor, place in
            async let proposals = subtensor.proposals()
            let members = try await subtensor.senateMembers()
            let owners = try await subtensor.state().values(members.map { .owner(of: $0) })
            return SenateAnswer(
                place: place, members: zip(members, owners).map { .init(hotkey: $0, coldkey: $1) },
                names: try await subtensor.names(of: owners.compactMap(\.self)), proposals: try await proposals)
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// The members of the senate.
struct SenateAnswer: TableAnswer {
    struct Member: Sendable {
        let hotkey: AccountID
        let coldkey: AccountID?
    }

    let place: ReadPlace
    let members: [Member]
    let names: [AccountID: String]
    let proposals: [Proposal]

    var title: String { "The senate of \(place.network)" }
    var summary: [Fact] {
        place.facts + [Fact("open_proposals", "Open proposals", .integer(proposals.count))]
    }
    var rowsName: String { "senate" }
    var emptyText: String { "Nobody sits in the senate." }

    var table: DataTable {
        var table = DataTable([
            .text("name", "Name"), .text("hotkey", "Hotkey", .middle),
            .text("coldkey", "Coldkey", .middle).expendable(1),
            .text("ayes", "Voted aye on"), .text("nays", "Voted nay on"),
        ])
        for member in members {
            func voted(_ votes: (ProposalVotes) -> [AccountID]) -> CellValue {
                .list(
                    proposals.filter { $0.votes.map { votes($0).contains(member.hotkey) } ?? false }
                        .map { CellValue(.string($0.hash.hex), text: "\($0.hash.hex.prefix(10))…") })
            }
            table.add([
                .text(orNone: member.coldkey.flatMap { names[$0] }), .address(member.hotkey),
                member.coldkey.map { .address($0) } ?? .none, voted(\.ayes), voted(\.nays),
            ])
        }
        return table
    }
}

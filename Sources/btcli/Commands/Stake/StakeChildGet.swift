// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake child get`: the child keys and the parents of a hotkey.
struct StakeChildGet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Show to whom a hotkey lends parts of its stake, and who lends to it.",
        aliases: ["list"])

    @OptionGroup var netuids: NetuidsOption

    @Flag(help: "All subnets. This is the default.")
    var allNetuids = false

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !allNetuids || netuids.lists.isEmpty else {
            throw CLIError(.usage, "--all-netuids and --netuid exclude each other: leave one out")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let hotkey = try await wallet.hotkey(console).account
        let answer = try await network.read("Reading the child keys", at: block.block, console) { subtensor, place in
            let families = try await subtensor.families(of: hotkey, on: try await netuids.wanted(on: subtensor))
            return ChildKeysAnswer(place, hotkey: hotkey, families: families)
        }
        try await table.show(answer, on: console)
        return .done
    }
}

extension NetuidsOption {
    /// The subnets that were named, which have to be there; all of them but the root where none was.
    fileprivate func wanted(on subtensor: Subtensor) async throws -> [NetUID] {
        guard !lists.isEmpty else { return try await subtensor.netuids().filter { $0 != 0 } }
        let named = lists.joined().uniqued()
        try await subtensor.requireSubnets(named)
        return named
    }
}

/// To whom a hotkey lends parts of its stake, and who lends to it.
struct ChildKeysAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    let table: DataTable
    let rowsName = "relations"
    let emptyText = "It has no child keys and no parents."

    init(_ place: ReadPlace, hotkey: AccountID, families: [KeyFamily]) {
        title = "Child keys on \(place.network)"
        summary = place.facts + [Fact("hotkey", "Hotkey", .address(hotkey))]
        var table = DataTable([
            .number("netuid", "Netuid"), .text("relation", "Relation", .never), .text("hotkey", "Hotkey", .middle),
            .number("proportion", "Part"), .number("take", "Take").expendable(1),
            .number("due_block", "In force from block").expendable(2),
        ])
        for family in families {
            func add(_ relation: String, _ hotkey: AccountID, _ part: Double, due: BlockNumber? = nil) {
                table.add([
                    .integer(family.netuid.rawValue), .text(relation), .address(hotkey),
                    .fraction(part), .fraction(family.take),
                    due.map { .block($0) } ?? .none,
                ])
            }
            for child in family.children { add("child", child.hotkey, child.part) }
            for child in family.pending?.children ?? [] {
                add("pending child", child.hotkey, child.part, due: family.pending?.due)
            }
            for parent in family.parents { add("parent", parent.hotkey, parent.part) }
        }
        self.table = table
    }
}

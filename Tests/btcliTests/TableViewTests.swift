// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Testing

@testable import btcli

@Suite("Parts of a table")
struct TableViewTests {
    private static let table: DataTable = {
        var table = DataTable([
            .number("uid", "Uid"), .text("name", "Name"), .number("stake_tao", "Stake (τ)"), .text("active", "Active"),
        ])
        for (uid, name, stake, isActive) in [
            (0, "one", 12_500_000_000, true), (1, "Two", 2_000_000_000_000, false), (2, "third", 9_000_000_000, true),
        ] as [(Int, String, UInt64, Bool)] {
            table.add([.integer(uid), .text(name), .tao(Balance(rao: stake)), .yesNo(isActive)])
        }
        table.total(["stake_tao": .tao(Balance(rao: 2_021_500_000_000))])
        return table
    }()

    private struct Neurons: TableAnswer {
        let title = "Neurons"
        let summary = [Fact("netuid", "Subnet", .integer(1))]
        let table = TableViewTests.table
        let rowsName = "neurons"
        let emptyText = "There are none."
        let hiddenColumns: Set = ["active"]
    }

    @Test(
        "are the rows that fulfil every condition",
        arguments: [
            (["name=two"], [1]), (["uid=1"], [1]), (["uid!=1"], [0, 2]), (["stake>9"], [0, 1]),
            (["stake>=9"], [0, 1, 2]),
            (["stake<=12.5"], [0, 2]), (["stake<τ12.5"], [2]), (["stake=2,000.0"], [1]), (["active=yes"], [0, 2]),
            (["active=true", "uid>0"], [2]), (["t"], [1, 2]), (["TH"], [2]), (["none"], []),
            (["Stake (τ) > 1,000.0"], [1]),
            (["name>1"], []),
        ])
    func filters(conditions: [String], uids: [Int]) throws {
        let view = TableView(filters: try conditions.map(TableFilter.init))
        #expect(try view.applied(to: Self.table).rows.map { $0[0].document } == uids.map { .integer($0) })
    }

    @Test("are the columns that are named, in that order, and the order of one")
    func columns() throws {
        let view = TableView(sortedBy: "stake", isAscending: true, columns: ["name", "uid"])
        let table = try view.applied(to: Self.table)
        #expect(table.columns.map(\.name) == ["name", "uid"])
        #expect(table.rows.map { $0[0].text } == ["third", "one", "Two"])
    }

    @Test("A name that no column has is told, with the one that may be meant")
    func misspelled() throws {
        for view in [
            TableView(sortedBy: "staek_tao"), TableView(columns: ["staek_tao"]),
            TableView(filters: [try TableFilter("staek_tao>1")]),
        ] {
            let error = #expect(throws: CLIError.self) { try view.applied(to: Self.table) }
            #expect(error?.reason.contains("did you mean stake_tao?") == true)
        }
        #expect(throws: CLIError(.usage, "")) { try TableFilter("") }
        #expect(throws: CLIError(.usage, "")) {
            try TableView(filters: [TableFilter("stake>much")]).applied(to: Self.table)
        }
    }

    @Test("are in every form, and what is left out is said")
    func forms() throws {
        let whole = try ViewedAnswer(Neurons(), TableView())
        #expect(whole.document == Neurons().document)
        #expect(whole.text(width: 80) == Neurons().text(width: 80))
        #expect(!whole.text(width: 80).plain.contains("Active"))
        #expect(whole.text(width: 80).plain.contains("2,021.5"))

        let part = try ViewedAnswer(
            Neurons(), TableView(columns: ["active", "uid"], filters: [TableFilter("active=yes")]))
        #expect(part.text(width: 80).plain.contains("Active  Uid"))
        #expect(part.text(width: 80).plain.hasSuffix("2 of 3 rows."))
        // The total of all rows is not theirs.
        #expect(!part.text(width: 80).plain.contains("Total"))
        #expect(part.table.csv == "active,uid\r\ntrue,0\r\ntrue,2\r\n")
        #expect(part.document.text.contains("\"active\": true"))
        #expect(!part.document.text.contains("stake_tao"))

        let none = try ViewedAnswer(Neurons(), TableView(filters: [TableFilter("nothing")]))
        #expect(none.text(width: 80).plain.hasSuffix("No row is left: --filter keeps none of 3."))
    }

    @Test("The amounts of a column end at the same digit")
    func aligned() {
        let amounts = Self.table.text(width: nil).plain.matches(of: /[0-9,]+\.[0-9]+/).map { String($0.output) }
        #expect(amounts == ["12.5", "2,000.0", "9.0", "2,021.5"])
    }

    @Test("What has changed is marked, and nothing else")
    func marking() {
        var later = DataTable(Self.table.columns)
        for (place, row) in Self.table.rows.enumerated() {
            var row = row
            if place == 1 { row[2] = .tao(Balance(rao: 1)) }
            later.add(row)
        }
        later.add([.integer(3), .text("new"), .tao(.zero), .yesNo(true)])
        let marked = later.marking(changesSince: Self.table)
        #expect(
            marked.rows.map { $0.map { $0.style == .changed } } == [
                [false, false, false, false], [false, false, true, false], [false, false, false, false],
                [true, true, true, true],
            ])
        #expect(marked.document == later.document)
        #expect(Self.table.marking(changesSince: Self.table) == Self.table)
    }
}

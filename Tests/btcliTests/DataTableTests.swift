// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Foundation
import Testing

@testable import btcli

@Suite("Data tables")
struct DataTableTests {
    struct Neurons: TableAnswer {
        let title = "Neurons <1>"
        let summary = [Fact("netuid", "Subnet", .integer(1))]
        let table = DataTableTests.table
        let rowsName = "neurons"
        let emptyText = "There are none."
        let plots = [TablePlot(title: "Stake", column: "stake_tao", label: "uid")]
    }

    static let table: DataTable = {
        var table = DataTable([
            .number("uid", "Uid"), .text("name", "Name", .middle), .number("stake_tao", "Stake (τ)").expendable(1),
            .text("active", "Active").expendable(2),
        ])
        table.add([.integer(0), .text("a, \"b\""), .text("12.5"), .yesNo(true)])
        table.add([.integer(1), .text("=1+2"), .text("100.25"), .yesNo(false)])
        table.add([.integer(2), .none, .text("9"), .yesNo(true)])
        return table
    }()

    @Test("rows become objects, in the order of the columns")
    func document() throws {
        let document = Neurons().document
        let parsed = try #require(
            try JSONSerialization.jsonObject(with: Data(document.text.utf8)) as? [String: any Sendable])
        let rows = try #require(parsed["neurons"] as? [[String: any Sendable]])
        #expect(rows.count == Self.table.rows.count)
        #expect(rows[1]["stake_tao"] as? String == "100.25")
        #expect(rows[1]["active"] as? Bool == false)
        #expect(rows[2]["name"] is NSNull)
    }

    @Test("CSV quotes what needs it, and disarms what a spreadsheet would take for a formula")
    func csv() {
        #expect(
            Self.table.csv
                == [
                    "uid,name,stake_tao,active", "0,\"a, \"\"b\"\"\",12.5,true", "1,'=1+2,100.25,false", "2,,9,true",
                    "",
                ].joined(separator: "\r\n"))
    }

    @Test(
        "a narrow terminal loses expendable columns, the most expendable first, and is told",
        arguments: [(80, ""), (25, "Active"), (15, "Stake (τ), Active")])
    func narrow(width: Int, dropped: String) {
        let text = Self.table.text(width: width).plain
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.count <= width } || !dropped.isEmpty)
        #expect(lines.prefix(5).allSatisfy { $0.count <= width })
        let told = text.replacing("\n", with: " ").contains("No room for: \(dropped).")
        #expect(told == !dropped.isEmpty)
    }

    @Test("sorting puts large numbers and small texts first, by name, title or the start of a name")
    func sorting() throws {
        for name in ["stake_tao", "Stake (τ)", "STAKE-TAO", "stake"] {
            var table = Self.table
            try table.sort(by: name)
            #expect(table.rows.map { $0[0].text } == ["1", "0", "2"])
        }
        var table = Self.table
        try table.sort(by: "name")
        #expect(table.rows.map { $0[0].text } == ["2", "1", "0"])
        #expect(throws: CLIError(.usage, "")) { try table.sort(by: "none") }
    }

    @Test("a page loads nothing, escapes what it shows, and knows what to sort by")
    func page() {
        let page = HTMLPage(Neurons()).markup
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html"))
        #expect(page.contains("<title>Neurons &lt;1&gt;</title>"))
        #expect(page.contains("data-value=\"100.25\""))
        #expect(page.contains(">a, &quot;b&quot;</td>"))
        #expect(page.contains("<title>Uid 1: 100.25</title>"))
        for loader in ["src=", "href=", "@import", "url("] { #expect(!page.contains(loader)) }
        #expect(page.count { $0 == "\n" } > Self.table.rows.count)
    }

    @Test("facts of no rows say so")
    func empty() {
        struct None: TableAnswer {
            let title = "", rowsName = "rows", emptyText = "There are none."
            let summary: [Fact] = []
            let table = DataTable([.text("a", "A")])
        }
        #expect(None().text(width: 40).plain == "There are none.")
        #expect(HTMLPage(None()).markup.contains("<tbody></tbody>"))
    }
}

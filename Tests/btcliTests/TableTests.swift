// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("Tables")
struct TableTests {
    static let table: Table = {
        var table = Table([.number("UID"), .text("Hotkey", .middle), .text("Name"), .number("Stake (τ)")])
        table.add(["7", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "first", "1.5"])
        table.add(["12", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty", "a much longer name", "1000.25"])
        return table
    }()

    @Test("take the room they want where nothing limits them")
    func unlimited() {
        #expect(
            Self.table.text(width: nil).plain == """
                UID  Hotkey                                            Name                Stake (τ)
                ───  ────────────────────────────────────────────────  ──────────────────  ─────────
                  7  5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY  first                     1.5
                 12  5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty  a much longer name    1000.25
                """)
    }

    @Test("shorten the widest columns first")
    func narrow() {
        #expect(
            Self.table.text(width: 50).plain == """
                UID  Hotkey            Name              Stake (τ)
                ───  ────────────────  ────────────────  ─────────
                  7  5GrwvaEF…HGKutQY  first                   1.5
                 12  5FHneW46…JM694ty  a much longer n…    1000.25
                """)
    }

    @Test("never cut numbers", arguments: [1, 20, 40, 80, 200])
    func numbers(width: Int) {
        let text = Self.table.text(width: width).plain
        #expect(text.contains("1000.25"))
        #expect(width < 20 || text.split(separator: "\n").allSatisfy { $0.count <= width })
    }

    @Test("show what a hostile cell would do")
    func hostile() {
        var table = Table([.text("Name")])
        table.add(["a\u{1B}[2Jb\nc\u{202E}"])
        #expect(table.text(width: nil).plain.hasSuffix("a\\u{1b}[2Jb\\u{a}c\\u{202e}"))
    }

    @Test("Facts stand in one column")
    func facts() {
        let facts: Facts = ["Seal": "0x1", "Hash rate": "2 H/s"]
        #expect(facts.text(width: nil).plain == "Seal       0x1\nHash rate  2 H/s")
    }
}

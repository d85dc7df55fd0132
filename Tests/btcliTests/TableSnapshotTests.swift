// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import Foundation
import SubstrateKeys
import SubtensorClient
import Testing

@testable import btcli

/// One metagraph in every form.
@Suite("Tables as they are checked in")
struct TableSnapshotTests {
    @Test("text at 40, 80 and 200 columns, without a limit, JSON, CSV and HTML")
    func metagraph() async throws {
        let home = try Home()
        let wallet = try home.wallet()
        try wallet.createColdkey(KeyPair(uri: "//Alice"), password: nil)
        try wallet.createHotkey(KeyPair(uri: "//Alice//hot"))
        try home.wallet(hotkey: "second").createHotkey(KeyPair(uri: "//Alice//second"))
        let answer = try await InstantNode.with { url in
            for hotkey in ["default", "second"] {
                await home.carryOut("subnets register 1 -H \(hotkey)", on: url)
            }
            await home.carryOut("stake add --netuid 1 --amount 12.5 --unsafe", on: url)
            return try await withSubtensor(Network(url)) { subtensor in
                MetagraphAnswer(network: "a chain", try await subtensor.metagraph(1))
            }
        }
        for width in [40, 80, 200] {
            try Snapshot.check(answer.text(width: width).text(.plain), "tables/metagraph-\(width).txt")
        }
        try Snapshot.check(answer.text(width: nil).text(.plain), "tables/metagraph.txt")
        try Snapshot.check(answer.document.text, "tables/metagraph.json")
        try Snapshot.check(answer.table.csv, "tables/metagraph.csv")
        try Snapshot.check(HTMLPage(answer).markup, "tables/metagraph.html")
    }
}

import Bittensor
import BittensorWallet
import Foundation
import SubstrateKeys
import Testing

@testable import btcli

/// One metagraph in every form, as checked in under `Snapshots/tables`.
///
/// After a wanted change run the tests once with `BTCLI_RECORD_SNAPSHOTS=1` and look at the difference.
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
        for width in [40, 80, 200] { try expect(answer.text(width: width), in: "metagraph-\(width).txt") }
        try expect(answer.text(width: nil), in: "metagraph.txt")
        try expect(answer.document.text, in: "metagraph.json")
        try expect(answer.table.csv, in: "metagraph.csv")
        try expect(HTMLPage(answer).markup, in: "metagraph.html")
    }

    private func expect(_ text: String, in name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/tables/\(name)")
        if ProcessInfo.processInfo.environment["BTCLI_RECORD_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
}

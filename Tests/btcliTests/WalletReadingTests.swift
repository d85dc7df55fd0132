// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("btcli wallet list and balance")
struct WalletReadingTests {
    static let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"

    @Test("list draws wallets as a tree")
    func tree() async throws {
        let home = try Home()
        let first = try home.makeWallet("a")
        try home.wallet("a", hotkey: "second").createHotkey(KeyPair(uri: "//Bob"))
        try home.makeWallet("b", coldkey: "//Bob")
        try home.write("$NACL" + String(repeating: "not really", count: 20), to: ".bittensor/wallets/b/hotkeys/locked")
        let run = await home.run("wallet list")
        #expect(
            run.output == """
                ~/.bittensor/wallets/
                ├── a  \(Self.alice)
                │   ├── default  \(try first.hotkeyPublic().ss58())
                │   └── second  5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty
                └── b  5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty
                    ├── default  \(try home.wallet("b").hotkeyPublic().ss58())
                    └── locked  <ENCRYPTED>

                """)
        #expect(await home.run("wallet list -w b").output.hasPrefix("~/.bittensor/wallets/\n└── b"))
    }

    @Test("list prints the document of btcli 9")
    func listDocument() async throws {
        let home = try Home()
        let hotkey = try home.makeWallet().hotkeyPublic().ss58()
        let run = await home.run("w list --json-out")
        #expect(
            run.output == """
                {
                  "wallets": [
                    {
                      "name": "default",
                      "ss58_address": "\(Self.alice)",
                      "hotkeys": [
                        {
                          "name": "default",
                          "ss58_address": "\(hotkey)"
                        }
                      ]
                    }
                  ]
                }

                """)
    }

    @Test("list of nothing says how to begin; of a wallet that is not there, that")
    func nothing() async throws {
        let home = try Home()
        let run = await home.run("wallet list")
        #expect(run.status == .done)
        #expect(run.output.contains("btcli wallet new-coldkey"))
        #expect(await home.run("wallet list --json-output").output == "{\n  \"wallets\": []\n}\n")
        #expect(await home.run("wallet list --wallet-name x").status == .noInput)
    }

    @Test("balance of a wallet, of all, and of an address")
    func balance() async throws {
        let home = try Home()
        try home.makeWallet()
        try home.makeWallet("poor", coldkey: "//Nobody")
        let one = await home.run("wallet balance --network embedded --json-output")
        #expect(one.memberNames == ["network", "block", "free_tao", "staked_tao", "total_tao", "balances"])
        #expect(try one.document["total_tao"] as? String == "1000000.000000000")
        let rows = try #require(try one.document["balances"] as? [[String: any Sendable]])
        #expect(rows.count == 1)
        #expect(rows.first?["free_tao"] as? String == "1000000.000000000")
        #expect(rows.first?["staked_tao"] as? String == "0.000000000")
        #expect(rows.first?["coldkey"] as? String == Self.alice)

        let all = await home.run("wallet balance --all -w default --network embedded")
        #expect(all.output.contains("poor"))
        #expect(all.output.contains("Total"))

        let csv = await home.run("wallet balance --all --csv --network embedded")
        #expect(csv.output.hasPrefix("name,coldkey,free_tao,staked_tao,total_tao\r\ndefault,\(Self.alice),1000000."))
        let bare = await home.run("wallet balance \(Self.alice) --network embedded --json-output")
        #expect(try bare.document["free_tao"] as? String == "1000000.000000000")

        let address = await home.run("wallet balance --ss58 \(Self.alice) --network embedded")
        #expect(address.output.contains("1,000,000"))
        #expect(await home.run("wallet balance --all --ss58 \(Self.alice) --network embedded").status == .usage)
        #expect(await home.run("wallet balance -w none --network embedded").status == .noInput)
        #expect(await home.run("wallet balance --all -p /nonexistent --network embedded").output.contains("no wallet"))
    }
}

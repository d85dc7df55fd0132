// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("The page of documents")
struct DocumentSchemaTests {
    /// What prints no document of its own; and what sends, or makes keys, as others do that are listed, and runs where no other
    /// test prints it as one.
    static let exceptions: Set = [
        "btcli root boost", "btcli root senate-vote", "btcli root proposals", "btcli root senate",
        "btcli subnets start", "btcli sudo trim",
        "btcli weights reveal",
        "btcli wallet announce-coldkey-swap",
        "btcli wallet swap-coldkey",
        "btcli wallet regen-coldkey", "btcli wallet regen-hotkeypub", "btcli sudo senate", "btcli sudo proposals",
        "btcli legacy faucet", "btcli localnet start", "btcli localnet fork", "btcli manual", "btcli completion",
        "btcli info autocomplete", "btcli pow worker",
    ]

    @Test("knows the documents that no other test asks for")
    func others() async throws {
        let home = try Home()
        for line in ["config path", "config set color never", "config unset color", "config clear --yes"] {
            #expect(await home.run("\(line) --json-output").status == .done)
        }
        try await InstantNode.with { url in
            let hotkey = try await home.makeNeurons(on: url).hotkeyPublic().ss58()
            await home.carryOut("stake add --amount 10", on: url)
            for line in [
                "stake unstake-all", "root set-take --take 0.1",
                "root delegate --delegate-ss58key \(hotkey) --amount 1",
                "stake child set --netuid 1 --children \(ChainTests.WalletPaymentTests.bob) --proportions 0.5",
            ] {
                await home.carryOut("\(line) --dry-run --json-output", on: url)
            }
        }
    }

    @Test("lists every command, and is what reading and writing it makes of it")
    func complete() throws {
        let text = try String(contentsOf: DocumentSchema.file, encoding: .utf8)
        let schema = DocumentSchema(markdown: text)
        #expect(schema.markdown == text)
        let missing = Self.leaves(.btcli, []).filter { schema.commands[$0] == nil && !Self.exceptions.contains($0) }
        #expect(missing.isEmpty, "\(missing)")
        #expect(schema.commands[DocumentSchema.failures]?["error.code"] == ["text"])
    }

    private static func leaves(_ command: CommandNames, _ above: [String]) -> [String] {
        let path = above + [command.name]
        guard command.subcommands.isEmpty else { return command.subcommands.flatMap { leaves($0, path) } }
        return [path.joined(separator: " ")]
    }
}

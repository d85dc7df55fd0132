// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import Testing

@testable import btcli

extension ChainTests {
    /// What a person reads when something has been sent.
    @Suite("Sentences at the end")
    struct EndingTextTests {
        @Test("name who was meant, and tell only what is new")
        func names() async throws {
            let home = try Home()
            try home.makeWallet()
            try home.wallet("bob").createColdkeyPublic(KeyPair(uri: "//Bob").publicKey)
            try await InstantNode.with { url in
                let bob = WalletPaymentTests.bob
                let run = await home.run("wallet transfer -d \(bob) -a 1.5 --network \(url)", typed: ["y"])
                #expect(run.output.hasPrefix("✓ Sent τ1.5 to bob (5FHn…94ty) in block 1, fee τ0."), "\(run.output)")
                for label in ["Signed by", "Network", "Cost", "Action", "Received"] {
                    #expect(!run.output.contains(label))
                }
                let plain = await home.run("wallet transfer -d \(bob) -a 1 -y --plain --network \(url)")
                #expect(plain.output.hasPrefix("Done: Sent τ1 to bob (5FHn…94ty) in block 2"))
                // The facts stand once, whoever was not asked.
                #expect(plain.talk.contains("Signed by"))
            }
        }

        @Test("are one for each of several, with a sum")
        func several() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(["default", "second"], on: url)
                let run = await home.carryOut("stake add --amount 2 --hotkeys default second", on: url)
                let lines = run.output.split(separator: "\n")
                #expect(lines.count { $0.hasPrefix("✓ Staked α2 on default/") } == 2, "\(run.output)")
                #expect(lines.last?.wholeMatch(of: /2 of 2 carried out, fees τ0\.\d+/) != nil, "\(run.output)")
            }
        }

        @Test("are there for every command that sends")
        func commands() async throws {
            let home = try Home()
            try await InstantNode.with { url in
                try await home.makeNeurons(on: url)
                for (line, sentence) in [
                    ("stake add -a 10", "Staked α10 on default/default (5"),
                    ("stake remove -a 4", "Took α4 from default/default (5"),
                    ("stake transfer --dest \(WalletPaymentTests.bob) --netuid 0 -a 1", "Moved α1 of the root from "),
                    ("stake unstake-all", "Took all stake from default/default (5"),
                    ("wallet set-identity --display Alice", "Set the identity to 'Alice' in block "),
                    ("subnets create", "Created subnet "),
                    ("weights set --netuid 1 --uids 0 --weights 1", "Committed timelocked weights for subnet 1"),
                ] {
                    let run = await home.carryOut(line, on: url)
                    #expect(run.output.hasPrefix("✓ \(sentence)"), "\(line): \(run.output)")
                    #expect(run.output.contains(" in block "))
                }
            }
        }
    }
}

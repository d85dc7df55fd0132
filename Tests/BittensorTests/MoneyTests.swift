// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("Transfers and burned registrations")
    struct MoneyTests {
        @Test("a transfer shows its fee first, and does what it said")
        func transfer() async throws {
            try await TestChain.with(.powRegister) { chain in
                let subtensor = chain.subtensor
                let (sender, receiver) = (try KeyPair(uri: "//Alice"), try KeyPair(uri: "//Nobody").accountID)
                let amount = try Balance(tao: "2.5")
                let preview = try await subtensor.preview(.transfer(amount, to: receiver), for: sender.accountID)
                #expect(preview.cost == amount)
                #expect(preview.fee > .zero)
                #expect(preview.balance == (try await subtensor.balance(of: sender.accountID)))
                _ = try await subtensor.perform(.transfer(amount, to: receiver), signedBy: sender)
                #expect(try await subtensor.balance(of: receiver) == amount)
                #expect(try await subtensor.balance(of: sender.accountID) == preview.balanceAfter)
            }
        }

        @Test("a burned registration costs at most what its preview says", arguments: RuleSet.allCases)
        func burnedRegister(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let keys = try TestKeys()
                let (hotkey, subtensor) = (keys.hotkey.accountID, chain.subtensor)
                let preview = try await subtensor.preview(.burnedRegister(hotkey, on: 1), for: keys.coldkey.accountID)
                #expect(preview.cost > .zero)
                // The runtimes of that time took none for it.
                #expect((preview.fee == .zero) == (rules == .registerBigEndian))
                let burned = try await subtensor.burnedRegister(hotkey, on: 1, signedBy: keys.coldkey)
                #expect(burned.outcome == .registered)
                #expect(try await subtensor.uid(of: hotkey, on: 1) == burned.uid)
                let after = try await subtensor.balance(of: keys.coldkey.accountID)
                // The price may fall from block to block; it never rises without a registration.
                #expect(after >= preview.balanceAfter)
                #expect(after.rao < preview.balance.rao - preview.fee.rao)
                let again = try await subtensor.burnedRegister(hotkey, on: 1, signedBy: keys.coldkey)
                #expect(again.uid == burned.uid)
                #expect(again.outcome == .alreadyRegistered)
                #expect(try await subtensor.balance(of: keys.coldkey.accountID) == after)
                await #expect(throws: BittensorError(.subnetMissing, "")) {
                    try await subtensor.burnedRegister(hotkey, on: 9, signedBy: keys.coldkey)
                }
            }
        }

        @Test("subnets are listed as someone sees them who wants to join")
        func subnets() async throws {
            try await TestChain.with(.powRegister, difficulty: 12_345) { chain in
                let keys = try TestKeys()
                _ = try await chain.subtensor.burnedRegister(keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                let subnets = try await chain.subtensor.subnets()
                #expect(subnets.map(\.netuid) == [0, 1])
                #expect(subnets[1].neurons == 1)
                #expect(subnets[1].maxNeurons == 256)
                #expect(subnets[1].difficulty == 12_345)
                #expect(subnets[1].allowsPOW)
                #expect(subnets[1].burn > .zero)
                #expect(try await chain.subtensor.difficulty(1) == 12_345)
                #expect(try await chain.subtensor.subnetExists(1))
                #expect(!(try await chain.subtensor.subnetExists(2)))
            }
        }
    }
}

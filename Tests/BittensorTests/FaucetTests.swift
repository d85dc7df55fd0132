// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("The faucet")
    struct FaucetTests {
        @Test("pays 1000 TAO to the coldkey under every rule set", arguments: RuleSet.allCases)
        func pays(rules: RuleSet) async throws {
            // Longer than a debug build's kernel needs between a hit and the block that takes it.
            try await TestChain.with(rules, blockTime: .milliseconds(300)) { chain in
                let coldkey = try KeyPair(uri: "//Charlie")
                let before = try await chain.subtensor.balance(of: coldkey.accountID)
                var options = RegistrationOptions()
                options.maxAttempts = 20
                let payment = try await chain.subtensor.faucet(signer: coldkey, options: options)
                #expect(payment.amount == (try Balance(tao: "1000")))
                #expect(payment.coldkey == coldkey.accountID)
                #expect(payment.balance == before + payment.amount)
                #expect(try await chain.subtensor.balance(of: coldkey.accountID) == payment.balance)
                #expect(payment.solution.difficulty == 1_000_000)
                #expect(payment.solution.puzzle.target.order == (rules == .registerBigEndian ? .big : .little))
                #expect(payment.work.hashes > 0)
            }
        }

        @Test("explains stale work, and gives up after the last attempt")
        func stale() async throws {
            try await TestChain.with(.powRegister, blockTime: .milliseconds(300)) { chain in
                var once = RegistrationOptions()
                once.maxAttempts = 1
                once.onProgress = { step in
                    if case .submitting = step { await chain.produceBlocks(3) }
                }
                let options = once
                let coldkey = try KeyPair(uri: "//Charlie")
                let error = await #expect(throws: BittensorError.self) {
                    try await chain.subtensor.faucet(signer: coldkey, options: options)
                }
                #expect(error?.code == .attemptsUsedUp)
                #expect(error?.reason.contains("InvalidWorkBlock") == true)
            }
        }
    }
}

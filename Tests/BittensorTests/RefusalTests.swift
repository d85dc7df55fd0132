// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("Refused work")
    struct RefusalTests {
        /// Registers on a chain while `interfere` does something before each submission and after each refusal.
        private func register(
            _ chain: TestChain, _ rules: RuleSet, attempts: Int, order: SealByteOrder? = nil,
            interfere: @escaping @Sendable (RegistrationStep) async throws -> Void = { _ in }
        ) async throws -> (registration: Registration, steps: Steps) {
            let keys = try TestKeys()
            let steps = Steps()
            var options = RegistrationOptions()
            options.maxAttempts = attempts
            options.work.order = order
            options.onProgress = { step in
                steps.append(step)
                do {
                    try await interfere(step)
                } catch {
                    Issue.record(error)
                }
            }
            let registration = try await chain.subtensor.register(
                on: 1, keys: keys.work, signer: keys.signer(rules), options: options)
            return (registration, steps)
        }

        @Test("a stale solution is explained, and fresh work succeeds", arguments: RegistrationTests.rulesThatCheckWork)
        func stale(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let (registration, steps) = try await register(chain, rules, attempts: 20) { step in
                    if case .submitting(_, attempt: 1) = step { await chain.produceBlocks(6) }
                }
                #expect(registration.proof != nil)
                let first = try #require(steps.retries.first)
                #expect(first.contains("InvalidWorkBlock"))
                var offered: [POWSolution] = []
                for case .submitting(let solution, _) in steps.all { offered.append(solution) }
                #expect(offered.count >= 2)
                #expect(offered[1].blockNumber > offered[0].blockNumber)
            }
        }

        @Test("the attempts are counted", arguments: RegistrationTests.rulesThatCheckWork)
        func usedUp(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let error = await #expect(throws: BittensorError.self) {
                    try await register(chain, rules, attempts: 2) { step in
                        if case .submitting = step { await chain.produceBlocks(6) }
                    }
                }
                #expect(error?.code == .attemptsUsedUp)
                #expect(error?.reason.contains("2 of 2") == true)
                #expect(error?.reason.contains("InvalidWorkBlock") == true)
            }
        }

        @Test("a difficulty that rose is named; when it falls again, fresh work succeeds")
        func difficulty() async throws {
            try await TestChain.with(.powRegister) { chain in
                let (registration, steps) = try await register(chain, .powRegister, attempts: 3) { step in
                    switch step {
                    case .submitting(_, attempt: 1): try await chain.setDifficulty(TestChain.unsolvable)
                    case .retrying: try await chain.setDifficulty(700)
                    default: break
                    }
                }
                #expect(steps.retries.first?.contains("InvalidDifficulty") == true)
                #expect(steps.retries.first?.contains("\(TestChain.unsolvable)") == true)
                #expect(registration.proof?.solution.difficulty == 700)
            }
        }

        @Test("work in the wrong byte order is refused by the chain, and the reason is named")
        func wrongOrder() async throws {
            try await TestChain.with(.registerLittleEndian) { chain in
                let error = await #expect(throws: BittensorError.self) {
                    try await register(chain, .registerLittleEndian, attempts: 1, order: .big)
                }
                #expect(error?.code == .attemptsUsedUp)
                #expect(
                    error?.reason.contains("InvalidDifficulty") == true
                        || error?.reason.contains("InvalidWorkBlock") == true)
            }
        }

        @Test("registration by work that is switched off is found before the search")
        func switchedOffBefore() async throws {
            try await TestChain.with(.powRegister, difficulty: TestChain.unsolvable) { chain in
                try await chain.switchOff()
                let error = await #expect(throws: BittensorError.self) {
                    try await register(chain, .powRegister, attempts: 1)
                }
                #expect(error?.code == .registrationNotAllowed)
                #expect(error?.reason.contains("SubNetRegistrationDisabled") == true)
            }
        }

        @Test("and named when it happens during the search")
        func switchedOffDuring() async throws {
            try await TestChain.with(.powRegister) { chain in
                let error = await #expect(throws: BittensorError.self) {
                    try await register(chain, .powRegister, attempts: 3) { step in
                        if case .submitting = step { try await chain.switchOff() }
                    }
                }
                #expect(error?.code == .refusedByChain)
                #expect(error?.reason.contains("SubNetRegistrationDisabled") == true)
            }
        }

        @Test(
            "a hotkey that was registered while its work was under way is a success",
            arguments: RegistrationTests.rulesThatCheckWork)
        func registeredDuring(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let (registration, steps) = try await register(chain, rules, attempts: 1) { step in
                    guard case .submitting = step else { return }
                    let keys = try TestKeys()
                    _ = try await chain.subtensor.burnedRegister(keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                }
                #expect(registration.wasAlreadyRegistered)
                #expect(steps.retries.isEmpty)
            }
        }

        @Test("a crowded block does not use up the attempts on work for the same block")
        func crowded() async throws {
            try await TestChain.with(.powRegister) { chain in
                let (registration, steps) = try await register(chain, .powRegister, attempts: 2) { step in
                    switch step {
                    case .submitting(_, attempt: 1): try await chain.setRegistrationsPerBlock(0)
                    case .retrying: try await chain.setRegistrationsPerBlock(1)
                    default: break
                    }
                }
                #expect(registration.proof != nil)
                #expect(steps.retries.count == 1)
                #expect(steps.retries.first?.contains("TooManyRegistrationsThisBlock") == true)
            }
        }
    }
}

extension TestChain {
    fileprivate func switchOff() async throws {
        try await sudo(
            "sudo_set_network_pow_registration_allowed",
            ["netuid": .number(UInt16(1)), "registration_allowed": .bool(false)])
    }

    fileprivate func setRegistrationsPerBlock(_ limit: UInt16) async throws {
        try await sudo(
            "sudo_set_max_registrations_per_block",
            ["netuid": .number(UInt16(1)), "max_registrations_per_block": .number(limit)])
    }
}

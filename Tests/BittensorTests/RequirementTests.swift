// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC
import SubtensorLocalnet
import Testing

@testable import SubtensorClient

@Suite("The chain's checks, repeated by the client")
struct RequirementTests {
    struct Requirement: Sendable, CustomTestStringConvertible {
        let name: String
        let code: BittensorError.Code?
        var rules: [RuleSet] = [.registerBigEndian, .registerLittleEndian, .powRegister]
        let spoil: @Sendable (MockSubtensor, WorkKeys) throws -> Void

        var testDescription: String { name }
    }

    static let requirements: [Requirement] = [
        Requirement(name: "SubNetRegistrationDisabled", code: .registrationNotAllowed) { mock, _ in
            try mock.set(.powRegistrationAllowed(1), false)
        },
        Requirement(name: "SubNetRegistrationDisabled", code: .registrationNotAllowed, rules: [.powRegister]) {
            mock, _ in
            try mock.set(.registrationAllowed(1), false)
        },
        Requirement(name: "NoNeuronIdAvailable", code: .registrationNotAllowed) { mock, _ in
            try mock.set(.maxAllowedUids(1), 0)
        },
        Requirement(name: "NonAssociatedColdKey", code: .hotkeyOfAnotherColdkey) { mock, keys in
            try mock.set(.owner(of: keys.hotkey), try KeyPair(uri: "//Eve").accountID)
        },
        Requirement(
            name: "TooManyRegistrationsThisInterval", code: .tooManyRegistrations,
            rules: [.registerBigEndian, .registerLittleEndian]
        ) { mock, _ in
            try mock.set(.targetRegistrationsPerInterval(1), .max)
            try mock.set(.registrationsThisInterval(1), .max)
            try mock.set(.targetRegistrationsPerInterval(1), 2)
        },
        // Over with the next block, or a success: no reason not to search.
        Requirement(name: "TooManyRegistrationsThisBlock", code: nil) { mock, _ in
            try mock.set(.maxRegistrationsPerBlock(1), 1)
            try mock.set(.registrationsThisBlock(1), 1)
        },
        Requirement(name: "HotKeyAlreadyRegisteredInSubNet", code: nil) { mock, keys in
            try mock.set(.uids(1, keys.hotkey), 3)
        },
    ]

    @Test("what forbids a registration is found before the search, by its name", arguments: requirements)
    func requirement(_ requirement: Requirement) async throws {
        for rules in requirement.rules {
            let mock = try MockSubtensor(rules)
            try mock.openSubnet(difficulty: 1)
            let keys = try TestKeys().work
            let subtensor = try await mock.subtensor()
            let site = WorkSite(
                subtensor: subtensor, purpose: .registration(1), keys: keys,
                rules: try await subtensor.rules(of: .registration(1)))
            let requirements = RegistrationRequirements(site: site, netuid: 1)
            let head = MockSubtensor.header(100)
            func facts() async throws -> RegistrationFacts {
                try await RegistrationFacts(
                    of: keys.hotkey, on: 1, at: try await subtensor.client.state(of: head))
            }
            try requirements.check(try await facts(), at: head)
            try requirement.spoil(mock, keys)
            let facts = try await facts()
            let failed = requirements.firstFailure(facts, at: head)
            #expect(failed?.cause?.rawValue == requirement.name)
            #expect(failed?.reason.hasPrefix(requirement.name) == true)
            if let code = requirement.code {
                let error = #expect(throws: BittensorError.self) { try requirements.check(facts, at: head) }
                #expect(error?.code == code)
                #expect(error?.reason.hasPrefix(requirement.name) == true)
            } else {
                try requirements.check(facts, at: head)
            }
        }
    }

    // MARK: - Refusals by the pool

    @Test(
        "a refusal whose cause is gone is told in the pool's words, by the name of its number",
        arguments: [
            (nil, "unexplained", true), (255, "unexplained", true), (25, "NonAssociatedColdKey", false),
            (0, "ColdkeyInSwapSchedule", false), (99, "unexplained", true),
        ] as [(UInt8?, String, Bool)])
    func poolRefusal(number: UInt8?, name: String, again: Bool) async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        let subtensor = try await mock.subtensor()
        let site = WorkSite(
            subtensor: subtensor, purpose: .registration(1), keys: try TestKeys().work,
            rules: try await subtensor.rules(of: .registration(1)))
        guard
            case .puzzle(let puzzle) = try await site.situation(
                at: try await subtensor.client.state(of: MockSubtensor.header(100)))
        else {
            Issue.record("the hotkey is not registered")
            return
        }
        let words = number.map { "Custom error: \($0)" } ?? "something"
        let error = ClientError(.refused, "the pool's words", poolRefusal: PoolRefusal(code: 1010, words: words))
        let refusal = try await site.explain(error, solution: try puzzle.solution(nonce: 5))
        #expect(refusal.cause?.rawValue == name)
        #expect(refusal.isWorthAnotherTry == again)
        #expect(refusal.reason.contains("the pool's words"))
    }

    @Test("a difficulty that rose, and work of an older registration, are named")
    func workRefusals() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        let keys = try TestKeys().work
        let subtensor = try await mock.subtensor()
        let site = WorkSite(
            subtensor: subtensor, purpose: .registration(1), keys: keys,
            rules: try await subtensor.rules(of: .registration(1)))
        guard
            case .puzzle(let puzzle) = try await site.situation(
                at: try await subtensor.client.state(of: MockSubtensor.header(100)))
        else {
            Issue.record("the hotkey is not registered")
            return
        }
        let solution = try puzzle.solution(nonce: 5)
        let error = ClientError(
            .refused, "Custom error: 255", poolRefusal: PoolRefusal(code: 1010, words: "Custom error: 255"))
        try mock.set(.difficulty(1), .max)
        #expect(try await site.explain(error, solution: solution).cause == .difficulty)
        try mock.set(.lastPowRegistrationBlock(keys.hotkey), 100)
        #expect(try await site.explain(error, solution: solution).cause == .workBlock)
        try mock.set(.lastPowRegistrationBlock(keys.hotkey), 99)
        #expect(try await site.explain(error, solution: solution).cause == .difficulty)
    }
}

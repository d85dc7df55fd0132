// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ProofOfWork
import ScaleCodec
import SubstrateClient
import Synchronization
import Testing

@testable import SubtensorLocalnet

extension ChainTests {
    @Suite("Registration by work")
    struct RegistrationTests {
        static let rulesThatCheckWork: [RuleSet] = [.registerBigEndian, .registerLittleEndian, .powRegister]

        @Test("ends with a verified neuron and its proof", arguments: rulesThatCheckWork)
        func whole(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let keys = try TestKeys()
                let steps = Steps()
                var options = RegistrationOptions()
                options.maxAttempts = 20
                options.onProgress = { steps.append($0) }
                let registration = try await chain.subtensor.register(
                    on: 1, keys: keys.work, signer: keys.signer(rules), options: options)

                let proof = try #require(registration.proof)
                #expect(!registration.wasAlreadyRegistered)
                #expect(registration.netuid == 1)
                #expect(registration.keys == keys.work)
                #expect(try await chain.subtensor.uid(of: keys.hotkey.accountID, on: 1) == registration.uid)
                #expect(proof.rules.specVersion == rules.specVersion)
                #expect(proof.rules.order == (rules == .registerBigEndian ? .big : .little))
                #expect(proof.rules.scheme == (rules == .powRegister ? .powRegister : .register))
                #expect(proof.solution.scheme == proof.rules.scheme)
                #expect(proof.solution.difficulty == 500)
                #expect(proof.solution.puzzle.target.accepts(proof.solution.seal))
                #expect(proof.solution.puzzle.seal(of: proof.solution.nonce) == proof.solution.seal)
                #expect(proof.work.hashes > 0)
                #expect(proof.work.time > .zero)

                let client = chain.subtensor.client
                let workBlock = try await client.blockHash(proof.solution.blockNumber)
                #expect(workBlock == proof.solution.puzzle.blockHash)
                let place = try await client.extrinsics(at: proof.blockHash).firstIndex {
                    $0.hash == proof.extrinsicHash
                }
                let index = UInt32(try #require(place))
                let events = try await client.events(at: proof.blockHash).filter { $0.extrinsicIndex == index }
                let event = try #require(events.first { $0.matches("SubtensorModule", "NeuronRegistered") })
                #expect(event[0]?.uint64 == 1)
                #expect(event[1]?.uint64 == UInt64(registration.uid))
                #expect(event[2]?.account == keys.hotkey.accountID)
                let owner = try await client.state().value(.owner(of: keys.hotkey.accountID))
                #expect(owner == keys.coldkey.accountID)

                let told = steps.all
                #expect(told.first == .rules(proof.rules))
                #expect(told.contains { if case .submitting(proof.solution, _) = $0 { true } else { false } })
            }
        }

        @Test("burns nothing where the runtime checks no work: it names price and key, and sends nothing")
        func burn() async throws {
            try await TestChain.with(.burn, blockTime: nil) { chain in
                let keys = try TestKeys()
                let subtensor = chain.subtensor
                for signer in [keys.coldkey, keys.hotkey] {
                    let price = try #require(try await subtensor.state().value(.burn(1)))
                    let before = try await subtensor.balance(of: signer.accountID)
                    let nonce = try await subtensor.client.nextNonce(of: signer.accountID)
                    let error = await #expect(throws: BittensorError.self) {
                        try await subtensor.register(on: 1, keys: keys.work, signer: signer)
                    }
                    #expect(error?.code == .workNotChecked)
                    #expect(error?.reason.contains("\(price)") == true)
                    #expect(error?.reason.contains("\(signer.accountID)") == true)
                    #expect(error?.reason.contains("btcli subnets register") == true)
                    #expect(await chain.localnet.pool.isEmpty)
                    await chain.localnet.produceBlock()
                    #expect(try await subtensor.balance(of: signer.accountID) == before)
                    #expect(try await subtensor.client.nextNonce(of: signer.accountID) == nonce)
                }
                let error = await #expect(throws: BittensorError.self) {
                    try await createPOW(subtensor: subtensor, keys: keys.work, purpose: .registration(1))
                }
                #expect(error?.code == .workNotChecked)
            }
        }

        @Test("of a registered hotkey is a success without proof", arguments: RuleSet.allCases)
        func already(rules: RuleSet) async throws {
            try await TestChain.with(rules) { chain in
                let keys = try TestKeys()
                let burned = try await chain.subtensor.burnedRegister(
                    keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                #expect(burned.outcome == .registered)
                let again = try await chain.subtensor.register(on: 1, keys: keys.work, signer: keys.signer(rules))
                #expect(again.uid == burned.uid)
                #expect(again.outcome == .alreadyRegistered)
                #expect(again.wasAlreadyRegistered)
                #expect(try await createPOWWhereChecked(chain, keys, rules) == nil)
            }
        }

        private func createPOWWhereChecked(
            _ chain: TestChain, _ keys: TestKeys, _ rules: RuleSet
        ) async throws -> POWSolution? {
            guard rules != .burn else { return nil }
            return try await createPOW(subtensor: chain.subtensor, keys: keys.work, purpose: .registration(1))
        }

        @Test("ends as already registered when somebody else registers the hotkey in the middle of the search")
        func overtaken() async throws {
            try await TestChain.with(.powRegister, difficulty: TestChain.unsolvable) { chain in
                let keys = try TestKeys()
                let sink = ReportStream()
                var options = RegistrationOptions()
                options.work.sink = sink
                options.work.statisticsInterval = .milliseconds(5)
                async let registration = chain.subtensor.register(
                    on: 1, keys: keys.work, signer: keys.coldkey, options: options)
                _ = await sink.first()
                let burned = try await chain.subtensor.burnedRegister(
                    keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                #expect(try await registration.uid == burned.uid)
                #expect(try await registration.outcome == .overtaken)
            }
        }

        @Test("of a subnet that does not exist, or of root, is refused before any work", arguments: rulesThatCheckWork)
        func missingSubnet(rules: RuleSet) async throws {
            try await TestChain.with(rules, difficulty: TestChain.unsolvable, blockTime: nil) { chain in
                let keys = try TestKeys()
                for (netuid, code) in [(NetUID(7), BittensorError.Code.subnetMissing), (0, .registrationNotAllowed)] {
                    let error = await #expect(throws: BittensorError.self) {
                        try await chain.subtensor.register(on: netuid, keys: keys.work, signer: keys.signer(rules))
                    }
                    #expect(error?.code == code)
                }
                await #expect(throws: BittensorError(.subnetMissing, "")) {
                    try await createPOW(subtensor: chain.subtensor, keys: keys.work, purpose: .registration(7))
                }
            }
        }

        @Test("is signed by the key that the runtime wants, or not at all", arguments: rulesThatCheckWork)
        func wrongSigner(rules: RuleSet) async throws {
            try await TestChain.with(rules, difficulty: TestChain.unsolvable, blockTime: nil) { chain in
                let keys = try TestKeys()
                let wrong = rules == .powRegister ? keys.hotkey : keys.coldkey
                let error = await #expect(throws: BittensorError.self) {
                    try await chain.subtensor.register(on: 1, keys: keys.work, signer: wrong)
                }
                #expect(error?.code == .wrongSigner)
                #expect(error?.reason.contains("\(keys.signer(rules).accountID)") == true)
            }
        }

        @Test("refuses options that make no sense")
        func options() async throws {
            try await TestChain.with(.powRegister, difficulty: TestChain.unsolvable, blockTime: nil) { chain in
                let keys = try TestKeys()
                var none = RegistrationOptions()
                none.maxAttempts = 0
                var scheme = RegistrationOptions()
                scheme.work.scheme = .register
                var order = RegistrationOptions()
                order.work.order = .big
                for (options, code) in [
                    (none, BittensorError.Code.invalidOption), (scheme, .unsuitableRules),
                    (order, .unsuitableRules),
                ] {
                    let error = await #expect(throws: BittensorError.self) {
                        try await chain.subtensor.register(
                            on: 1, keys: keys.work, signer: keys.coldkey, options: options)
                    }
                    #expect(error?.code == code)
                }
                var cuda = RegistrationOptions()
                cuda.work.cuda = true
                cuda.work.cudaLibrary = CUDALibrary(driver: "libcuda-that-is-not-there.so", management: "")
                await #expect(throws: CardError(.noDriver, "")) {
                    try await chain.subtensor.register(on: 1, keys: keys.work, signer: keys.coldkey, options: cuda)
                }
                await #expect(throws: BittensorError(.invalidOption, "")) {
                    try await chain.subtensor.faucet(signer: keys.coldkey, options: none)
                }
            }
        }
    }
}

/// What a registration told.
final class Steps: Sendable {
    private let steps = Mutex<[RegistrationStep]>([])

    var all: [RegistrationStep] { steps.withLock { $0 } }
    var retries: [String] { all.compactMap { if case .retrying(let reason, _, _) = $0 { reason } else { nil } } }

    func append(_ step: RegistrationStep) { steps.withLock { $0.append(step) } }
}

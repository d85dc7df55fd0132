// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("The faucet")
struct FaucetTests {
    /// The first nonces that solve the scene's puzzle for `//coldkey` at a million.
    static func solution(_ rules: RuleSet) -> UInt64 { rules == .registerBigEndian ? 181_041 : 926_048 }

    @Test("an account without money gets 1000 TAO for work of a million", arguments: RuleSet.allCases)
    func pays(rules: RuleSet) throws {
        let coldkey = try KeyPair(uri: "//coldkey")
        var scene = try RegistrationScene(rules)
        scene.nonce = Self.solution(rules)
        let message = SealMessage.register(
            blockHash: RegistrationScene.hash(of: scene.workBlock), account: coldkey.accountID)
        let context = SigningContext(
            genesisHash: RegistrationScene.genesisHash, specVersion: rules.specVersion, transactionVersion: 1, nonce: 0,
            era: .immortal, eraBlockHash: RegistrationScene.genesisHash)
        let runtime = scene.execution.runtime
        let call = scene.faucet(work: message.seal(of: scene.nonce).bytes)
        let bytes = try runtime.metadata.extrinsic(call, context: context).signed(by: coldkey).bytes
        var extrinsic = try SignedExtrinsic(bytes, runtime: runtime)

        let issuance = scene.execution.state[BalancesPallet.totalIssuance]
        try scene.execution.validate(&extrinsic)
        scene.execution.apply(extrinsic, index: 1)
        let events = try runtime.metadata.decodeEvents(scene.execution.encodedEvents)
        #expect(events.map(\.name) == ["NewAccount", "Endowed", "Faucet", "ExtrinsicSuccess"])
        #expect(events[2].fields.map(\.value) == [.account(coldkey.accountID), 1_000_000_000_000.value])
        let account = scene.execution.state[SystemPallet.account, coldkey.accountID]
        #expect(account.free == 1_000_000_000_000)
        #expect(account.nonce == 1)
        #expect(account.providers == 1)
        #expect(scene.execution.state[BalancesPallet.totalIssuance] == issuance + 1_000_000_000_000)
    }

    @Test("work for the other byte order is refused", arguments: RuleSet.allCases)
    func byteOrder(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        scene.signer = try KeyPair(uri: "//coldkey").accountID
        let message = SealMessage.register(
            blockHash: RegistrationScene.hash(of: scene.workBlock), account: scene.signer)
        scene.nonce = Self.solution(rules == .registerBigEndian ? .burn : .registerBigEndian)
        #expect(scene.run(scene.faucet(work: message.seal(of: scene.nonce).bytes)) == "InvalidDifficulty")
    }

    @Test("its difficulty is its own, and comes before the seal", arguments: RuleSet.allCases)
    func refuses(rules: RuleSet) throws {
        var scene = try RegistrationScene(rules)
        #expect(scene.run(scene.faucet(work: [UInt8](repeating: 0xff, count: 32))) == "InvalidDifficulty")
        #expect(scene.run(scene.faucet(work: [UInt8](repeating: 0, count: 32))) == "InvalidSeal")
        #expect(scene.run(scene.faucet(work: [])) == "InvalidSeal")
        scene.workBlock = RegistrationScene.block - 3
        #expect(scene.run(scene.faucet(work: [UInt8](repeating: 0, count: 32))) == "InvalidWorkBlock")
        scene.workBlock = .max
        #expect(scene.run(scene.faucet(work: [UInt8](repeating: 0, count: 32))) == "InvalidWorkBlock")
    }

    @Test("money at its end stays there")
    func saturation() throws {
        var execution = try RegistrationScene(.powRegister).execution
        execution.credit(RegistrationScene.stranger, .max)
        execution.issue(.max)
        execution.credit(RegistrationScene.stranger, SubtensorPallet.faucetAmount)
        #expect(execution.state[SystemPallet.account, RegistrationScene.stranger].free == .max)
        #expect(execution.state[BalancesPallet.totalIssuance] == .max)
        execution.withdraw(.max, from: RegistrationScene.stranger)
        #expect(execution.state[BalancesPallet.totalIssuance] == 0)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstrateFork
import SubstrateKeys
import SubstrateRuntime
import SubtensorClient
import SubtensorLocalnet
import Synchronization
import TestRuntimes
import Testing

@Suite(
    "What a rehearsal foresees",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct ForesightTests {
    @Test("what was asked the last time is asked for in the first round: two rounds are enough, a block later, too")
    func rounds() async throws {
        try await Upstream.with(.dev293) { upstream in
            await upstream.chain.produceBlock()
            let subtensor = try Subtensor(upstream.client)
            let alice = try KeyPair(uri: "//Alice").accountID
            let prepared = try await subtensor.prepare(
                .transfer(Balance(rao: 1_500_000_000), to: Upstream.stranger), for: alice)
            let (codes, questions) = (KeptCodes(), KeptQuestions())
            let cold = try await subtensor.rehearse(prepared, at: Upstream.time, codes: codes, questions: questions)
            let kept = try #require(questions.kept.first)
            #expect(kept.key.name == prepared.call.pallet + "." + prepared.call.name && kept.key.specVersion == 293)
            #expect(kept.value.count > 5)
            await upstream.chain.produceBlock()
            let state = try await upstream.client.state()
            let extrinsic = try unsigned(prepared.transaction)
            func rounds(_ foreseen: Set<StateQuestion>) async throws -> Int {
                let fork = try await ChainFork.open(at: state, codes: codes, foreseeing: foreseen)
                _ = try await fork.trial(of: [{ _ in extrinsic }], at: Upstream.time, checksSignatures: false) { _, _ in
                }
                return fork.traffic.rounds
            }
            #expect(try await rounds([]) > 2)
            #expect(try await rounds(kept.value) <= 2)
            // It comes out the same.
            let warm = try await subtensor.rehearse(prepared, at: Upstream.time, codes: codes, questions: questions)
            #expect(warm.ending == cold.ending && warm.fee == cold.fee && warm.balances == cold.balances)
        }
    }

    @Test("what is foreseen wrongly changes nothing")
    func wrong() async throws {
        try await Upstream.with(.local200) { upstream in
            let foreseen: Set<StateQuestion> = [
                .value(key: [1, 2, 3], child: nil), .keys(after: [0xff], child: nil), .value(key: [1], child: [9]),
                .keys(after: [], child: [9]),
            ]
            let state = try await upstream.client.state()
            let fork = try await ChainFork.open(at: state, foreseeing: foreseen)
            let answer = try await fork.settled { state throws(RuntimeError) in
                var overlay = StorageOverlay(over: state)
                return try fork.code.call("AuraApi_slot_duration", on: &overlay)
            }
            #expect(try await state.call("AuraApi_slot_duration") == answer)
        }
    }
}

private func unsigned(_ transaction: PlannedTransaction) throws -> Extrinsic {
    let version = transaction.runtime.version
    let context = SigningContext(
        genesisHash: transaction.genesisHash, specVersion: version.specVersion,
        transactionVersion: version.transactionVersion, nonce: 0, era: .immortal,
        eraBlockHash: transaction.genesisHash)
    return try transaction.runtime.metadata.extrinsic(transaction.call, context: context)
        .assembled(signer: transaction.signer, signature: .zero)
}

/// Questions that are kept in memory.
private final class KeptQuestions: QuestionMemory {
    private let contents = Mutex<[ForkSubject: Set<StateQuestion>]>([:])

    var kept: [ForkSubject: Set<StateQuestion>] { contents.withLock { $0 } }

    func questions(of subject: ForkSubject) -> Set<StateQuestion> { kept[subject] ?? [] }

    func keep(_ questions: Set<StateQuestion>, of subject: ForkSubject) {
        contents.withLock { $0[subject] = questions }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import InMemoryLogging
import Logging
import SDKTelemetry
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient
import SubtensorLocalnet
import Testing

@testable import ProofOfWork

@Suite("What a program hears of a search for work", .serialized, .timeLimit(.minutes(1)))
struct WorkTests {
    @Test("its begin, its offers and its end, with subnet and hotkey beside each line")
    func registration() async throws {
        let heard = Heard()
        let (coldkey, hotkey) = (try KeyPair(uri: "//Bob"), try KeyPair(uri: "//Bob//hotkey"))
        let configuration = LocalnetConfiguration(
            rules: .powRegister, blockTime: .milliseconds(100), difficulty: 500, isDifficultyPinned: true)
        let registration = try await Localnet.with(configuration) { running in
            await running.chain.produceBlock()
            return try await heard.listen {
                try await withSubtensor(Network(running.url), logger: heard.logger) { subtensor in
                    var options = RegistrationOptions()
                    options.maxAttempts = 20
                    return try await subtensor.register(
                        on: 1, keys: WorkKeys(hotkey: hotkey.accountID, coldkey: coldkey.accountID), signer: coldkey,
                        options: options)
                }
            }
        }
        #expect(registration.proof != nil)
        let begin = try #require(heard.lines("searching for work").first)
        #expect(begin[.netuid] == "1")
        #expect(begin[.hotkey] == hotkey.accountID.ss58())
        #expect(!heard.lines("new puzzle").isEmpty)
        #expect(!heard.lines("offering work").isEmpty)
        let taken = try #require(heard.lines("work taken").first)
        #expect(taken[.hotkey] == hotkey.accountID.ss58())
        #expect(heard.lines("search ends").first?[.hashes] != nil)
        #expect(heard.total(.powHashes, [.device: "cpu"]) > 0)
        #expect(heard.total(.powSealsFound) > 0)
        #expect(heard.total(.powSealsOffered, [.outcome: "taken"]) == 1)
        #expect(
            heard.total(.powSealsOffered, [.outcome: "refused"]) == Int64(heard.lines("work refused").count))
        #expect(
            heard.total(.powSealsOffered, [.outcome: "stale"]) == Int64(heard.lines("found too late").count))
    }

    @Test("every hash is counted, and no worker writes a line")
    func hashes() async throws {
        let heard = Heard()
        var options = SealSolver.Options(threads: 2)
        options.logger = heard.logger
        let puzzle = SealPuzzle.register(
            blockNumber: 1, blockHash: try Hash256(hex: "0x" + String(repeating: "07", count: 32)),
            account: try KeyPair(uri: "//Bob").accountID,
            target: try SealTarget(difficulty: UInt256(20), order: .little))
        let workers = try await heard.listen {
            try await withSealSolver(options) { solver in
                solver.take(puzzle)
                var found = 0
                for await _ in solver.solutions {
                    found += 1
                    if found == 20 { solver.stop() }
                }
                return solver.progress
            }
        }
        #expect(heard.total(.powHashes, [.device: "cpu"]) == Int64(workers.hashes))
        #expect(heard.total(.powSealsFound) >= 20)
        #expect(heard.lines.map(\.message) == ["search begins", "search ends"])
    }

    @Test("a card that stops, as a warning")
    func failingCard() throws {
        let heard = Heard(from: .warning)
        SolverObserver(heard.logger).fails("cuda:1", CardError(.callFailed, "the card fell off the bus"))
        let line = try #require(heard.lines.first)
        #expect(line.level == .warning)
        #expect(line[.worker] == "cuda:1")
        #expect(line[.reason]?.contains("fell off") == true)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateRPC
import Testing

@testable import SubtensorClient
@testable import SubtensorLocalnet

#if os(Linux)
    import Foundation
#endif

extension ChainTests {
    @Suite("A search")
    struct SearchTests {
        private func options(_ sink: ReportStream) -> POWOptions {
            var options = POWOptions()
            options.sink = sink
            options.statisticsInterval = .milliseconds(5)
            return options
        }

        @Test("turns to a new block in the middle", arguments: [RuleSet.registerLittleEndian, .powRegister])
        func newBlock(rules: RuleSet) async throws {
            try await TestChain.with(rules, difficulty: TestChain.unsolvable, blockTime: nil) { chain in
                let keys = try TestKeys()
                let sink = ReportStream()
                try await withThrowingTaskGroup(of: POWSolution?.self) { group in
                    group.addTask {
                        try await createPOW(
                            subtensor: chain.subtensor, keys: keys.work, purpose: .registration(1),
                            options: options(sink))
                    }
                    let first = try #require(await sink.first { $0.hashesTotal > 0 })
                    let head = await chain.localnet.produceBlock()
                    let later = try #require(
                        await sink.first { $0.blockNumber == head.number && $0.hashesTotal > first.hashesTotal })
                    #expect(first.blockNumber < head.number)
                    #expect(later.blockHash == head.hash)
                    #expect(later.difficulty == UInt256(TestChain.unsolvable))
                    group.cancelAll()
                    await #expect(throws: CancellationError.self) { try await group.next() }
                }
            }
        }

        @Test("ends promptly when it is cancelled, and leaves no thread")
        func cancellation() async throws {
            try await TestChain.with(.powRegister, difficulty: TestChain.unsolvable, blockTime: nil) { chain in
                let keys = try TestKeys()
                let sink = ReportStream()
                var options = RegistrationOptions()
                options.work = self.options(sink)
                let task = Task { [options] in
                    try await chain.subtensor.register(on: 1, keys: keys.work, signer: keys.coldkey, options: options)
                }
                _ = await sink.first { $0.hashesTotal > 0 }
                #expect(solverThreads() > 0)
                let begin = ContinuousClock.now
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                #expect(ContinuousClock.now - begin < .seconds(2))
                #expect(solverThreads() == 0)
            }
        }

        /// Threads of this process that search.
        private func solverThreads() -> Int {
            #if os(Linux)
                let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
                return tasks.filter { task in
                    (try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8))?.hasPrefix(
                        "seal-solver")
                        ?? false
                }.count
            #else
                return 0
            #endif
        }

        @Test("ends with a clear error when the connection is lost")
        func lostConnection() async throws {
            let (addresses, tellAddress) = AsyncStream.makeStream(of: String.self)
            let node = Task {
                try await Localnet.with(LocalnetConfiguration(blockTime: nil, difficulty: TestChain.unsolvable)) {
                    running in
                    tellAddress.yield(running.url)
                    try await Task.sleep(for: .seconds(3600))
                }
            }
            defer { node.cancel() }
            let url = try #require(await addresses.first { _ in true })
            let keys = try TestKeys()
            let sink = ReportStream()
            let error = await #expect(throws: ClientError.self) {
                var connection = ResilientRPCConfiguration()
                connection.retryLimit = .milliseconds(300)
                try await withSubtensor(Network(url), configuration: connection) { subtensor in
                    async let registration = subtensor.register(
                        on: 1, keys: keys.work, signer: keys.coldkey,
                        options: {
                            var options = RegistrationOptions()
                            options.work = self.options(sink)
                            return options
                        }())
                    _ = await sink.first { $0.hashesTotal > 0 }
                    node.cancel()
                    _ = try await registration
                }
            }
            #expect(error?.code == .connection)
            #expect(error?.reason.isEmpty == false)
            #expect(solverThreads() == 0)
        }

        @Test(
            "never gives a stale solution: one that aged while it was found is let go",
            arguments: [RuleSet.registerLittleEndian, .powRegister])
        func staleness(rules: RuleSet) async throws {
            try await TestChain.with(rules, difficulty: 2000, blockTime: .milliseconds(30)) { chain in
                let keys = try TestKeys()
                for _ in 0..<5 {
                    let before = try await chain.subtensor.block()
                    let solution = try #require(
                        try await createPOW(subtensor: chain.subtensor, keys: keys.work, purpose: .registration(1)))
                    #expect(!solution.isTooOldToOffer(head: before))
                    #expect(solution.puzzle.target.accepts(solution.seal))
                }
            }
        }

        @Test("an offer that is under way when the hotkey appears decides the outcome")
        func offerUnderWay() async throws {
            try await TestChain.with(.powRegister) { chain in
                let keys = try TestKeys()
                let site = WorkSite(
                    subtensor: chain.subtensor, purpose: .registration(1), keys: keys.work,
                    rules: try await chain.subtensor.rules(of: .registration(1)))
                for accepts in [true, false] {
                    let outcome = try await WorkSearch(site: site, options: POWOptions()).run {
                        solution, _, _ -> POWSolution? in
                        if accepts {
                            _ = try await chain.subtensor.burnedRegister(
                                keys.hotkey.accountID, on: 1, signedBy: keys.coldkey)
                        }
                        // Long enough for the follower to see the hotkey.
                        await chain.produceBlocks(3)
                        _ = try await chain.subtensor.block()
                        return accepts ? solution : nil
                    }
                    switch outcome {
                    case .found: #expect(accepts)
                    case .registered: #expect(!accepts)
                    }
                }
            }
        }
    }
}

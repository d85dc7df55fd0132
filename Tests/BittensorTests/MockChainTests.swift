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

@Suite("Against a scripted node")
struct MockChainTests {
    private func options(_ clock: RecordingClock) -> POWOptions {
        var options = POWOptions()
        options.clock = clock
        options.workers = 1
        return options
    }

    private func expectTwoPauses(_ clock: RecordingClock) {
        #expect(clock.sleeps.count == 2)
        #expect(clock.sleeps.allSatisfy { (.milliseconds(200)...Duration.milliseconds(300)).contains($0) })
    }

    @Test("a node without a hash for its newest block is asked three times, about 250 ms apart")
    func noBlockHash() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        mock.set(blockHash: nil, of: 100)
        let clock = RecordingClock()
        let error = await #expect(throws: BittensorError.self) {
            try await createPOW(
                subtensor: try await mock.subtensor(), keys: try TestKeys().work, purpose: .registration(1),
                options: options(clock))
        }
        #expect(error?.code == .noBlockHash)
        #expect(error?.reason.contains("100") == true)
        let asked = mock.connection.calls.filter { $0.method == "chain_getBlockHash" && $0.params[0] == 100 }
        #expect(asked.count == 3)
        expectTwoPauses(clock)
    }

    @Test("so is one whose hash is not that of its header: no seal over it could be right")
    func otherBlockHash() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        mock.set(blockHash: MockSubtensor.header(7).hash, of: 100)
        let clock = RecordingClock()
        await #expect(throws: BittensorError(.noBlockHash, "")) {
            try await createPOW(
                subtensor: try await mock.subtensor(), keys: try TestKeys().work, purpose: .registration(1),
                options: options(clock))
        }
        expectTwoPauses(clock)
    }

    @Test("a chain without a difficulty is asked three times, and named by another error")
    func noDifficulty() async throws {
        let mock = try MockSubtensor(.powRegister, optional: ["Difficulty"])
        try mock.set(.networksAdded(1), true)
        let clock = RecordingClock()
        let subtensor = try await mock.subtensor()
        let keys = try TestKeys().work
        let work = Task {
            try await createPOW(subtensor: subtensor, keys: keys, purpose: .registration(1), options: options(clock))
        }
        try await mock.announceWhenFollowed(100)
        let error = await #expect(throws: BittensorError.self) { try await work.value }
        #expect(error?.code == .noDifficulty)
        #expect(error?.reason.contains("subnet 1") == true)
        // The first one looks whether the subnet exists.
        #expect(mock.count(of: "state_queryStorageAt") == 4)
        expectTwoPauses(clock)
    }

    @Test("a transient failure does not end the search")
    func transient() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        let subtensor = try await mock.subtensor()
        let busy = RPCError(remote: .init(code: -32000, message: "busy"), method: "chain_getHeader", endpoint: "mock")
        mock.connection.fail("chain_getHeader", with: busy)
        mock.connection.fail("chain_getHeader", with: busy)
        mock.connection.reply(to: "chain_getHeader", with: MockSubtensor.header(100).json)
        let clock = RecordingClock()
        let keys = try TestKeys().work
        let work = Task {
            try await createPOW(subtensor: subtensor, keys: keys, purpose: .registration(1), options: options(clock))
        }
        try await mock.announceWhenFollowed(100)
        #expect(try await work.value?.blockNumber == 100)
        expectTwoPauses(clock)
    }

    @Test("a solution for a block that was replaced, or that the chain has left behind, is not given out")
    func leftBehind() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        let subtensor = try await mock.subtensor()
        let keys = try TestKeys().work
        let site = WorkSite(
            subtensor: subtensor, purpose: .registration(1), keys: keys,
            rules: try await subtensor.rules(of: .registration(1)))
        let head = MockSubtensor.header(100)
        guard case .puzzle(let puzzle) = try await site.situation(at: try await subtensor.client.state(of: head)) else {
            Issue.record("the hotkey is not registered")
            return
        }
        let solution = try puzzle.solution(nonce: 1)
        let progress = SearchProgress(head: 100)
        #expect(progress.isWorthOffering(solution))
        progress.announce(103)
        #expect(progress.isWorthOffering(solution))
        progress.announce(104)
        #expect(!progress.isWorthOffering(solution))

        #expect(try await site.workBlockFailure(of: solution, at: head) == nil)
        #expect(
            try await site.workBlockFailure(of: solution, at: MockSubtensor.header(105))?.cause == .workBlock)
        mock.set(blockHash: MockSubtensor.header(1).hash, of: 100)
        let replaced = try #require(try await site.workBlockFailure(of: solution, at: head))
        #expect(replaced.reason.contains("no longer part of the chain"))

        progress.announce(100)
        let rival = BlockHeader(
            parentHash: head.hash, number: 100, stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
        guard case .puzzle(let other) = try await site.situation(at: try await subtensor.client.state(of: rival)) else {
            Issue.record("the hotkey is not registered")
            return
        }
        progress.take(other, age: { .zero })
        #expect(!progress.isWorthOffering(solution))
    }

    @Test("an end of the subscription is an error with a way out")
    func subscriptionEnds() async throws {
        for lost in [nil, RPCError(.closed, "the node closed the connection")] {
            let mock = try MockSubtensor(.powRegister)
            try mock.openSubnet(difficulty: .max)
            let subtensor = try await mock.subtensor()
            let keys = try TestKeys().work
            let work = Task { try await createPOW(subtensor: subtensor, keys: keys, purpose: .registration(1)) }
            try await mock.announceWhenFollowed(100)
            mock.connection.finish("chain_subscribeNewHeads", throwing: lost)
            let error = await #expect(throws: ClientError.self) { try await work.value }
            #expect(error?.code == .connection)
            #expect(error?.reason.isEmpty == false)
        }
    }

    @Test("a head that is none ends the search")
    func garbageHead() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: .max)
        let subtensor = try await mock.subtensor()
        let keys = try TestKeys().work
        let work = Task { try await createPOW(subtensor: subtensor, keys: keys, purpose: .registration(1)) }
        try await mock.announceWhenFollowed(100)
        mock.connection.notify("chain_subscribeNewHeads", ["number": "0x65"])
        let error = await #expect(throws: ClientError.self) { try await work.value }
        #expect(error?.code == .malformedAnswer)
    }

    @Test("the largest head number there is traps nothing, and a larger one is none")
    func hostileHeadNumber() async throws {
        let mock = try MockSubtensor(.powRegister)
        try mock.openSubnet(difficulty: 1)
        let subtensor = try await mock.subtensor()
        let keys = try TestKeys().work
        let largest = UInt64(UInt32.max)
        mock.announce(largest)
        let work = Task { try await createPOW(subtensor: subtensor, keys: keys, purpose: .registration(1)) }
        try await mock.announceWhenFollowed(largest)
        #expect(try await work.value?.blockNumber == BlockNumber(largest))
        mock.announce(.max)
        let error = await #expect(throws: ClientError.self) {
            try await createPOW(subtensor: subtensor, keys: keys, purpose: .registration(1))
        }
        #expect(error?.code == .malformedAnswer)
    }

    // MARK: - Other chains

    @Test("another chain is told apart by the name of its runtime, and by its pallets")
    func otherChains() async throws {
        for mock in [
            try MockSubtensor(.powRegister, specName: "polkadot"),
            try MockSubtensor(.powRegister, without: "SubtensorModule"),
        ] {
            let error = await #expect(throws: BittensorError.self) { try await mock.subtensor() }
            #expect(error?.code == .notSubtensor)
            #expect(error?.reason.contains("check the address") == true)
        }
    }
}

extension MockSubtensor {
    /// Announces a head until somebody has read what it means.
    func announceWhenFollowed(_ number: UInt64) async throws {
        // The first one looks whether the subnet exists.
        while count(of: "state_queryStorageAt") < 2 {
            try Task.checkCancellation()
            announce(number)
            await Task.yield()
        }
    }
}

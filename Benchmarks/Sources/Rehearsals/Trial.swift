// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubtensorClient
import SubtensorLocalnet

/// Rehearses an action again and again, each time upon another block.
struct Trial: Sendable {
    let subtensor: Subtensor
    let connection: MeteredConnection
    let chain: Localnet
    let blocksBetween: Int

    func measure<Outcome>(
        _ name: String, _ action: Action<Outcome>, turns: Int, keyByKey limit: Duration
    ) async throws -> [Measured] {
        let alice = try KeyPair(uri: "//Alice")
        let prepared = try await subtensor.prepare(action, for: alice.accountID)
        let kept = Kept()
        var first = Measured(name, "first", atMost: .seconds(3))
        var warm = Measured(name, "warm", atMost: .seconds(1))
        for turn in 0..<turns {
            try await makeBlocks(blocksBetween)
            first.add(try await spent { try await rehearse(prepared, Kept()) })
            // What the warm ones know, they know of an earlier block.
            if turn == 0 { try await rehearse(prepared, kept) }
        }
        for _ in 0..<turns {
            try await makeBlocks(blocksBetween)
            warm.add(try await spent { try await rehearse(prepared, kept) })
        }
        guard limit > .zero else { return [first, warm] }
        let extrinsic = try await subtensor.client.sign(prepared.call, by: alice)
        var keyByKey = Measured(name, "key by key", atMost: nil)
        keyByKey.add(
            try await spent { keyByKey.isCut = try await !tryKeyByKey(extrinsic, within: limit) })
        return [first, warm, keyByKey]
    }

    private func rehearse<Outcome>(_ action: PreparedAction<Outcome>, _ kept: Kept) async throws {
        let rehearsal = try await subtensor.rehearse(action, at: FullChain.time, codes: kept, questions: kept)
        if let error = rehearsal.error(of: action.call) { throw error }
    }

    /// Whether it comes to its end in that time.
    private func tryKeyByKey(_ extrinsic: Extrinsic, within limit: Duration) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await tryKeyByKey(extrinsic)
                return true
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }

    private func tryKeyByKey(_ extrinsic: Extrinsic) async throws {
        var limits = ForkLimits()
        limits.guessedRounds = 0
        limits.rounds = .max
        let fork = try await ChainFork.open(at: try await subtensor.state(), limits: limits)
        let maker: ChainFork.ExtrinsicMaker = { (_: ForkMoment) throws(RuntimeError) -> Extrinsic in extrinsic }
        let tried = try await fork.trial(of: [maker], at: FullChain.time, checksSignatures: false) {
            (_: ForkMoment, _: [StateDifference]) throws(RuntimeError) -> Bool in true
        }
        guard tried.first?.ending == .succeeded else {
            throw RuntimeError(.invalidBlock, "what was tried key by key has not succeeded")
        }
    }

    private func makeBlocks(_ count: Int) async throws {
        for _ in 0..<count { await chain.produceBlock() }
    }

    private func spent(_ work: () async throws -> Void) async throws -> Measured.Spent {
        connection.reset()
        let processor = processorTime()
        let time = try await ContinuousClock().measure { try await work() }
        return Measured.Spent(
            time: time, processor: processorTime() - processor, traffic: connection.traffic)
    }

    /// The node's, too.
    private func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Checkup {
    /// The node, its runtime and its clock.
    static func chain(_ options: NetworkOptions, _ console: Console) async throws -> [Finding] {
        let network = options.setting(console).title
        do {
            return try await options.withSubtensor(console) { subtensor in
                try await console.working("Looking at the chain") {
                    [.fine("node", "\(network) answers")] + (try await node(subtensor)) + runtime(subtensor)
                }
            }
        } catch let error where Failure(error).status != .interrupted {
            try Task.checkCancellation()
            return [.broken("node", error)]
        }
    }

    private static func node(_ subtensor: Subtensor) async throws -> [Finding] {
        let head = try await subtensor.head()
        // The first block of all has no date.
        guard head.number > 0 else { return [.fine("head", "block 0: the chain begins")] }
        let made = try await subtensor.timestamp(at: .number(head.number))
        let age = Date.now.timeIntervalSince(made)
        let final = try await subtensor.finalizedHead().number.age(at: head.number)
        // Public nodes may refuse to tell; then the age of the head must do.
        let highest = try? await subtensor.client.highestBlockHeardOf()
        return [
            distance(head.number, highest: highest, age: age, blockTime: subtensor.blockTime),
            finality(behind: final), clock(age: age),
        ]
    }

    /// How far a node is behind, by what it heard of and by the age of its newest block.
    static func distance(
        _ head: BlockNumber, highest: BlockNumber?, age: Double, blockTime: Duration
    ) -> Finding {
        let behind = highest.map { head.age(at: $0) } ?? 0
        let advice = "wait until it has caught up, or use another with --network"
        if behind > 3 {
            return .broken("head", "the node has block \(head) and \(behind) more to fetch", advice)
        }
        // A block or two may be late or missing; ten cannot be by chance.
        let blocks = age / (blockTime / .seconds(1))
        let words = "block \(head), \(Int(max(0, age).rounded())) s old"
        if blocks > 10 { return .broken("head", "\(words): the node lags, or the chain stands still", advice) }
        if blocks > 3 { return .warning("head", "\(words): the node may lag", advice) }
        return .fine("head", words)
    }

    /// How far finality is behind the head: a few blocks, unless something is wrong.
    static func finality(behind: UInt64) -> Finding {
        behind > 20
            ? .warning("finality", "\(behind) blocks behind the head", "wait before you rely on what is not final")
            : .fine("finality", "\(behind) blocks behind the head")
    }

    /// This machine's clock beside the one of the block's author.
    static func clock(age: Double) -> Finding {
        // Authors date a block when they begin it, so that one from the future is ours, or theirs, that is wrong.
        if age < -30 {
            return .broken(
                "clock", "this machine is \(Int((-age).rounded())) s behind the chain",
                "set the clock: axons refuse such peers"
            )
        }
        if age < -2 {
            return .warning("clock", "this machine is \(Int((-age).rounded())) s behind the chain", "set the clock")
        }
        return .fine("clock", "agrees with the chain")
    }

    /// The runtime, and how it takes work.
    private static func runtime(_ subtensor: Subtensor) -> [Finding] {
        let runtime = subtensor.client.runtime
        let version = "\(runtime.version.specName) \(runtime.version.specVersion)"
        let work: Finding
        do {
            let rules = try RulesOfWork(for: .registration(1), runtime: runtime)
            let words = "\(rules.call), the \(rules.signer.rawValue) signs, \(rules.order.rawValue)-endian seals"
            work = rules.warning.map { .warning("work", words, $0) } ?? .fine("work", words)
        } catch {
            work = .warning("work", error.reason, "register with 'btcli subnets register', which burns TAO")
        }
        return [.fine("runtime", version), work]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import SubstrateClient
import SubstratePrimitives

extension WorkSite {
    /// Names the first of the chain's checks that a refused solution does not pass, all of them as of one block.
    ///
    /// The transaction pool says no more than a number, and for most reasons the same one.
    func explain(_ error: ClientError, solution: POWSolution) async throws -> WorkRefusal {
        let head = try await subtensor.client.header()
        guard case .registration(let netuid) = purpose else {
            return try await workBlockFailure(of: solution, at: head) ?? WorkRefusal(pool: error)
        }
        guard netuid != 0 else { return WorkRefusal(.rootSubnet) }
        let facts = try await RegistrationFacts(
            of: keys.hotkey, on: netuid, at: try await subtensor.client.state(of: head))
        if let failed = RegistrationRequirements(site: self, netuid: netuid).firstFailure(facts, at: head) {
            return failed
        }
        if let failed = try await workBlockFailure(of: solution, at: head) { return failed }
        return repeatedBlock(of: solution, facts) ?? difficultyFailure(of: solution, facts) ?? WorkRefusal(pool: error)
    }

    /// Whether nothing is wrong with the block that the work is for.
    func isBlockAcceptable(of solution: POWSolution, at head: BlockHeader) async throws -> Bool {
        guard try await workBlockFailure(of: solution, at: head) == nil else { return false }
        guard rules.scheme == .powRegister, case .registration(let netuid) = purpose else { return true }
        let facts = try await RegistrationFacts(
            of: keys.hotkey, on: netuid, at: try await subtensor.client.state(of: head))
        return repeatedBlock(of: solution, facts) == nil
    }

    /// What is wrong with the block that the work is for, apart from earlier registrations; nil when nothing is.
    func workBlockFailure(of solution: POWSolution, at head: BlockHeader) async throws -> WorkRefusal? {
        let work = "the work is for block \(solution.blockNumber), and the newest is \(head.number): "
        guard !solution.isStale(head: head.number) else {
            return WorkRefusal(.workBlock, "\(work)it is too old")
        }
        guard try await subtensor.client.blockHash(solution.blockNumber) == solution.puzzle.blockHash else {
            return WorkRefusal(.workBlock, "\(work)that block is no longer part of the chain")
        }
        return nil
    }

    /// `pow_register` takes no work for a block before the one by which the hotkey was registered the last time.
    private func repeatedBlock(of solution: POWSolution, _ facts: RegistrationFacts) -> WorkRefusal? {
        guard rules.scheme == .powRegister, let last = facts.lastPowRegistrationBlock,
            last >= solution.blockNumber.rawValue
        else { return nil }
        return WorkRefusal(
            .workBlock,
            "the work is for block \(solution.blockNumber), and the hotkey's last registration was with work for "
                + "block \(last)")
    }

    private func difficultyFailure(of solution: POWSolution, _ facts: RegistrationFacts) -> WorkRefusal? {
        guard let difficulty = facts.effectiveDifficulty(rules.scheme),
            let target = try? SealTarget(difficulty: UInt256(difficulty), order: solution.puzzle.target.order),
            !target.accepts(solution.seal)
        else { return nil }
        return WorkRefusal(
            .difficulty, "the difficulty rose to \(difficulty); the seal was for \(solution.difficulty)")
    }
}

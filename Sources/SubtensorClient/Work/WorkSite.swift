// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import SubstrateClient
import SubstratePrimitives

/// Where work is searched for: a chain, a purpose, keys and rules. Makes a puzzle of each head.
struct WorkSite: Sendable {
    let subtensor: Subtensor
    let purpose: WorkPurpose
    let keys: WorkKeys
    let rules: RulesOfWork

    /// The same site, with readings of the newest block.
    var unpinned: WorkSite { WorkSite(subtensor: subtensor.unpinned, purpose: purpose, keys: keys, rules: rules) }

    /// What a head means for the search.
    enum Situation: Sendable {
        case puzzle(SealPuzzle)
        /// The hotkey is on the subnet: there is nothing to search for.
        case registered(uid: UInt16)
    }

    /// What `account` needs to sign on top of the newest block.
    func readiness(of account: AccountID) async throws -> SigningReadiness {
        try await readiness(of: account, on: try await subtensor.client.state())
    }

    /// What `account` needs to sign on top of a block: one question, at most.
    func readiness(of account: AccountID, on state: ChainState) async throws -> SigningReadiness {
        let client = subtensor.client
        return try await client.readiness(of: account, on: state, check: .subtensor(genesis: client.genesisHash))
    }

    /// The puzzle of a head: one read of the chain at that very block.
    func situation(at state: ChainState) async throws -> Situation {
        let head = state.header
        switch purpose {
        case .faucet:
            return .puzzle(try puzzle(head, difficulty: RulesOfWork.faucetDifficulty))
        case .registration(let netuid):
            let (uid, difficulty, minimum, maximum) = try await state.values(
                .uids(netuid, keys.hotkey), .difficulty(netuid), .minDifficulty(netuid), .maxDifficulty(netuid))
            if let uid { return .registered(uid: uid) }
            guard let difficulty else {
                throw BittensorError(
                    .noDifficulty, "the chain has no difficulty for subnet \(netuid) at block \(head.number)")
            }
            let effective =
                rules.scheme == .powRegister
                ? SealTarget.effectiveDifficulty(value: difficulty, minimum: minimum, maximum: maximum)
                : max(difficulty, 1)
            return .puzzle(try puzzle(head, difficulty: effective))
        }
    }

    private func puzzle(_ head: BlockHeader, difficulty: UInt64) throws -> SealPuzzle {
        try puzzle(blockNumber: head.number, blockHash: head.hash, difficulty: UInt256(difficulty))
    }

    /// The puzzle of a block at a difficulty.
    func puzzle(
        blockNumber: BlockNumber, blockHash: Hash256, difficulty: UInt256
    ) throws(ProofOfWorkError) -> SealPuzzle {
        switch (rules.scheme, purpose) {
        case (.powRegister, .registration(let netuid)):
            return try .powRegister(
                blockNumber: blockNumber, blockHash: blockHash, netuid: netuid, hotkey: keys.hotkey,
                coldkey: keys.coldkey, difficulty: difficulty)
        default:
            return .register(
                blockNumber: blockNumber, blockHash: blockHash,
                account: purpose == .faucet ? keys.coldkey : keys.hotkey,
                target: try SealTarget(difficulty: difficulty, order: rules.order))
        }
    }

    /// That the node has the hash of a block that its header makes: the one that seals are made of.
    func requireHash(of state: ChainState, retryingBy clock: any Clock<Duration>) async throws {
        try await clock.retrying {
            guard let hash = try await subtensor.client.blockHash(state.number) else {
                throw BittensorError(.noBlockHash, "the node has no hash for its newest block \(state.number)")
            }
            guard hash == state.hash else {
                throw BittensorError(
                    .noBlockHash,
                    "the node says that block \(state.number) has the hash \(hash), but its header makes \(state.hash): "
                        + "use another node")
            }
        }
    }
}

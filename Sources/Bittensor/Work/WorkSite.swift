import ProofOfWork
import SubstrateClient
import SubstratePrimitives

/// Where work is searched for: a chain, a purpose, keys and rules. Makes a puzzle of each head.
struct WorkSite: Sendable {
    let subtensor: Subtensor
    let purpose: WorkPurpose
    let keys: WorkKeys
    let rules: RulesOfWork

    /// What a head means for the search.
    enum Situation: Sendable {
        case puzzle(SealPuzzle)
        /// The hotkey is on the subnet: there is nothing to search for.
        case registered(uid: UInt16)
    }

    /// The puzzle of a head: one read of the chain at that very block.
    func situation(at head: BlockHeader) async throws -> Situation {
        switch purpose {
        case .faucet:
            return .puzzle(try puzzle(head, difficulty: RulesOfWork.faucetDifficulty))
        case .registration(let netuid):
            let (uid, difficulty, minimum, maximum) = try await subtensor.client.storageValues(
                .uids(netuid, keys.hotkey), .difficulty(netuid), .minDifficulty(netuid), .maxDifficulty(netuid),
                at: head.hash)
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
        switch (rules.scheme, purpose) {
        case (.powRegister, .registration(let netuid)):
            return try .powRegister(
                blockNumber: head.number, blockHash: head.hash, netuid: netuid, hotkey: keys.hotkey,
                coldkey: keys.coldkey, difficulty: UInt256(difficulty))
        default:
            return .register(
                blockNumber: head.number, blockHash: head.hash,
                account: purpose == .faucet ? keys.coldkey : keys.hotkey,
                target: try SealTarget(difficulty: UInt256(difficulty), order: rules.order))
        }
    }

    /// The newest head, whose hash the node must have: the one that seals are made of.
    func firstHead(retryingBy clock: any Clock<Duration>) async throws -> BlockHeader {
        try await clock.retrying {
            let head = try await subtensor.client.header()
            guard let hash = try await subtensor.client.blockHash(head.number) else {
                throw BittensorError(.noBlockHash, "the node has no hash for its newest block \(head.number)")
            }
            guard hash == head.hash else {
                throw BittensorError(
                    .noBlockHash,
                    "the node says that block \(head.number) has the hash \(hash), but its header makes \(head.hash): "
                        + "use another node")
            }
            return head
        }
    }
}

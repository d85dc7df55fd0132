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
                throw BittensorError(.noDifficulty, "the chain has no difficulty for subnet \(netuid) at block \(head.number)")
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

    /// The situation at a head, asked for up to three times with about 250 ms between, as the Python SDK does.
    ///
    /// The pauses vary by a fifth, so that many clients do not ask in step.
    func situation(at head: BlockHeader, retryingBy clock: any Clock<Duration>) async throws -> Situation {
        let attempts = 3
        for attempt in 1... {
            do {
                return try await situation(at: head)
            } catch where attempt < attempts && !(error is CancellationError) {
                try await clock.sleep(for: .milliseconds(Int.random(in: 200...300)))
            }
        }
        throw BittensorError(.noDifficulty, "the chain's difficulty could not be read")
    }

    /// The newest head, whose hash the node must have.
    func firstHead(retryingBy clock: any Clock<Duration>) async throws -> BlockHeader {
        let attempts = 3
        for attempt in 1... {
            do {
                let head = try await subtensor.client.header()
                guard try await subtensor.client.blockHash(head.number) != nil else {
                    throw BittensorError(.noBlockHash, "the node has no hash for its newest block \(head.number)")
                }
                return head
            } catch where attempt < attempts && !(error is CancellationError) {
                try await clock.sleep(for: .milliseconds(Int.random(in: 200...300)))
            }
        }
        throw BittensorError(.noBlockHash, "the node's newest block could not be read")
    }
}

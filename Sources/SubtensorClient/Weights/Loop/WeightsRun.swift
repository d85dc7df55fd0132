// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives

/// A ``WeightsLoop`` under way: what it remembers from one block to the next.
struct WeightsRun<Key: Signer>: Sendable {
    let loop: WeightsLoop
    let subtensor: Subtensor
    let hotkey: Key
    private var mode: WeightsMode?
    /// What was sent last, be it that the chain shows it only later.
    private var sent: (epoch: UInt64, mode: WeightsMode)?
    /// Nothing is sent before this block: what did not go is tried again, but not with every block.
    private var notBefore: BlockNumber = 0
    /// What was told of why nothing is sent.
    private var told: String?
    /// Commitments that the chain is to open.
    private var pending: [Pending] = []
    /// Reveals that did not go, with the block from which they are tried again.
    private var delayed: [Hash256: BlockNumber] = [:]

    private struct Pending: Sendable {
        let weights: PendingWeights
        /// The epochs in which they were committed and are opened.
        let epoch: UInt64
        let opened: UInt64
        /// Whether the chain was seen to have them still in the epoch in which it opens them.
        var isLate = false
    }

    /// Blocks from one attempt to the next.
    private static var pause: UInt64 { 5 }
    /// As many commitments as a chain keeps of a hotkey: what is older is settled, or nobody will know.
    private static var mostPending: Int { 16 }

    init(loop: WeightsLoop, subtensor: Subtensor, hotkey: Key) {
        self.loop = loop
        self.subtensor = subtensor
        self.hotkey = hotkey
    }

    private var index: MechanismIndex { MechanismIndex(loop.netuid, mechanism: loop.mechanism) }

    /// Looks at the newest block, and does what is to be done.
    mutating func look() async throws {
        do {
            let state = try await subtensor.state()
            let standing = try await state.weightsStanding(of: hotkey.accountID, on: index)
            guard let uid = standing.uid else {
                throw BittensorError(
                    .notRegistered,
                    "the hotkey \(hotkey.accountID) is not registered on subnet \(loop.netuid), or not any more: register it, and "
                        + "begin again")
            }
            note(standing)
            try await reveal(standing)
            try await settle(standing, uid, state)
            try await send(standing, state)
            loop.onEvent(
                .looked(
                    WeightsLook(
                        block: standing.block, epoch: standing.epoch, mode: standing.mode, isDone: isDone(standing),
                        nextEpoch: standing.nextEpoch)))
        } catch let error as BittensorError where error.code == .notRegistered {
            throw error
        } catch let error as ClientError where error.code != .cancelled && !Task.isCancelled {
            // The node was not there, or not able: the next head brings the next chance.
            wait(error.reason)
        }
    }

    private mutating func note(_ standing: WeightsStanding) {
        guard mode != standing.mode else { return }
        let isFirst = mode == nil
        mode = standing.mode
        notBefore = 0
        loop.onEvent(.mode(standing.mode))
        if isFirst, standing.isDone { loop.onEvent(.found(epoch: standing.epoch)) }
    }

    private func isDone(_ standing: WeightsStanding) -> Bool {
        if let sent, sent.epoch == standing.epoch { return sent.mode == standing.mode }
        return standing.isDone
    }

    /// Tells why nothing is sent, once, and tries again some blocks later.
    private mutating func wait(_ reason: String, at block: BlockNumber? = nil) {
        if let block { notBefore = block.advanced(by: Self.pause) }
        guard told != reason else { return }
        told = reason
        loop.onEvent(.waiting(reason))
    }

    // MARK: Sending

    private mutating func send(_ standing: WeightsStanding, _ state: ChainState) async throws {
        let next = standing.block.advanced(by: 1)
        // What is reckoned on the last block of an epoch belongs to neither.
        guard !isDone(standing), next >= standing.firstBlock, standing.block >= notBefore,
            standing.block >= standing.schedule.commitEpochStart
        else { return }
        guard standing.schedule.tempo > 0 else {
            return wait("subnet \(loop.netuid) has no epochs, for its tempo is 0: weights come to nothing there")
        }
        do {
            guard let weights = try await weights(standing, state) else { return }
            let (outcome, block) = try await send(weights, standing.mode)
            told = nil
            sent = (standing.epoch, standing.mode)
            if case .timelocked(let weights) = outcome {
                pending.append(
                    Pending(
                        weights: weights, epoch: standing.epoch,
                        opened: standing.epoch &+ standing.schedule.revealPeriod))
                if pending.count > Self.mostPending { pending.removeFirst() }
            }
            loop.onEvent(.sent(outcome, epoch: standing.epoch, block: block))
        } catch {
            try fail(error, standing)
        }
    }

    /// What did not go is told, and tried again; what may have gone is not sent again while it still can come.
    private mutating func fail(_ error: any Error, _ standing: WeightsStanding) throws {
        guard !Task.isCancelled else { throw error }
        let (trace, block) = (
            (error as? BittensorError)?.submission ?? (error as? ClientError)?.submission,
            (error as? BittensorError)?.block
        )
        guard let trace else {
            if (error as? BittensorError)?.code == .notRegistered { throw error }
            let reason = (error as? any CodedError)?.reason ?? "\(error)"
            return wait(reason, at: standing.block)
        }
        // What the chain or its pool has refused cannot come any more.
        let isOver = block != nil || (error as? BittensorError)?.code == .refusedByChain
        notBefore =
            isOver
            ? standing.block.advanced(by: Self.pause)
            : (trace.lastBlock ?? standing.block.advanced(by: 64)).advanced(by: 1)
        loop.onEvent(.failed((error as? any CodedError)?.reason ?? "\(error)"))
    }

    /// The weights of this round, without those of uids that are not there; nil where none are left.
    private mutating func weights(
        _ standing: WeightsStanding, _ state: ChainState
    ) async throws -> [(uid: UInt16, weight: Double)]? {
        let round = WeightsLoop.Round(
            subtensor: subtensor.pinned(to: state), block: standing.block, epoch: standing.epoch, mode: standing.mode)
        let given = try await loop.weights(round).sorted { $0.key < $1.key }.map { (uid: $0.key, weight: $0.value) }
        let known = given.filter { $0.uid < standing.neurons }
        guard known.contains(where: { $0.weight > 0 }) else {
            wait(
                given.contains { $0.weight > 0 }
                    ? "all neurons that have a weight have left subnet \(loop.netuid)"
                    : "all weights are 0: give one neuron at least something", at: standing.block)
            return nil
        }
        if known.count < given.count { loop.onEvent(.leftOut(given.map(\.uid).filter { $0 >= standing.neurons })) }
        return known
    }

    private func send(
        _ weights: [(uid: UInt16, weight: Double)], _ mode: WeightsMode
    ) async throws -> (WeightsOutcome, BlockNumber) {
        func perform<Outcome>(_ action: Action<Outcome>) async throws -> (Outcome, BlockNumber) {
            let done = try await subtensor.perform(action, signedBy: hotkey, options: loop.submission)
            return (done.outcome, done.extrinsic.blockNumber)
        }
        guard mode != .plain else {
            let (stored, block) = try await perform(
                .setWeights(weights, on: loop.netuid, mechanism: loop.mechanism, versionKey: loop.versionKey))
            return (.stored(stored), block)
        }
        let quantized = try QuantizedWeights(uids: weights.map(\.uid), weights: weights.map(\.weight))
        guard mode != .timelocked else {
            let (pending, block) = try await perform(
                .commitTimelockedWeights(
                    quantized, on: loop.netuid, mechanism: loop.mechanism, versionKey: loop.versionKey))
            return (.timelocked(pending), block)
        }
        guard let store = loop.store else {
            throw BittensorError(
                .invalidWeights,
                "subnet \(loop.netuid) wants weights committed with a salt first, and there is no place to keep what the reveal needs"
            )
        }
        let key =
            if let key = loop.versionKey { key } else {
                try await subtensor.parameters(of: loop.netuid).weightsVersionKey ?? 0
            }
        let commitment = WeightCommitment(
            quantized, by: hotkey.accountID, on: loop.netuid, mechanism: loop.mechanism, versionKey: key)
        let prepared = try await subtensor.prepare(
            .commitWeights(commitment), for: hotkey.accountID, signing: loop.submission.signing)
        try await store.keep(commitment, of: hotkey.accountID)
        let done = try await subtensor.submit(prepared, signedBy: hotkey, options: loop.submission)
        return (.committed(commitment), done.extrinsic.blockNumber)
    }

    // MARK: What was committed before

    /// Reveals salted weights in their epoch, and forgets those that are too late.
    private mutating func reveal(_ standing: WeightsStanding) async throws {
        guard let store = loop.store else { return }
        let next = standing.block.advanced(by: 1)
        delayed = delayed.filter { entry in standing.salted.contains { $0.hash == entry.key } }
        for commit in standing.salted {
            guard let blocks = commit.revealBlocks, blocks.lowerBound <= next,
                standing.block >= delayed[commit.hash] ?? 0
            else { continue }
            do {
                guard let kept = try await store.commitment(commit.hash, of: hotkey.accountID) else { continue }
                if next > blocks.upperBound {
                    try await store.forget(commit.hash)
                    loop.onEvent(.expired(commit.hash))
                    continue
                }
                let done = try await subtensor.perform(
                    .revealWeights(kept), signedBy: hotkey, options: loop.submission)
                try await store.forget(commit.hash)
                loop.onEvent(.revealed(commit.hash, block: done.extrinsic.blockNumber))
            } catch {
                guard !Task.isCancelled else { throw error }
                delayed[commit.hash] = next
                loop.onEvent(.failed((error as? any CodedError)?.reason ?? "\(error)"))
            }
        }
    }

    /// Looks what became of weights that the chain was to open.
    private mutating func settle(_ standing: WeightsStanding, _ uid: UInt16, _ state: ChainState) async throws {
        for place in pending.indices.reversed() where standing.block >= pending[place].weights.revealBlock {
            let item = pending[place]
            let commits = try await state.valueIfKnown(StorageMap.timelockedWeightCommits(index)[item.epoch]) ?? []
            let hash = item.weights.commitHash.bytes
            guard !commits.contains(where: { Hashing.blake2b256($0.ciphertext) == hash }) else {
                if standing.epoch >= item.opened { pending[place].isLate = true }
                continue
            }
            let stored = try await state.value(.weights(index, uid: uid)) ?? []
            // The chain drops what it could not open with the end of that epoch.
            let isDropped = item.isLate && standing.epoch > item.opened
            pending.remove(at: place)
            loop.onEvent(
                !isDropped && stored == item.weights.weights.stored ? .opened(item.weights) : .lost(item.weights))
        }
    }
}

extension QuantizedWeights {
    /// As a chain stores them: so that the largest is 65535, rounded down.
    fileprivate var stored: [UIDValue] {
        let largest = UInt32(values.max() ?? 0)
        guard largest > 0 else { return [] }
        return zip(uids, values).map { uid, value in
            UIDValue(uid: uid, value: UInt16(UInt32(value) * UInt32(UInt16.max) / largest))
        }
    }
}

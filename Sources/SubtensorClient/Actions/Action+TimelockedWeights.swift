// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
public import Timelock

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Action where Outcome == PendingWeights {
    /// Commits to weights that are encrypted until the chain opens them by itself, some epochs later. The outcome says when that is.
    ///
    /// - Parameters:
    ///   - mechanism: which of the subnet's incentive mechanisms; 0 is the first.
    ///   - versionKey: nil takes the subnet's own, which the chain asks for at least.
    ///   - beacon: nil takes the one that the chain opens weights with, quicknet on the networks that everybody knows.
    public static func commitTimelockedWeights(
        _ weights: QuantizedWeights, on netuid: NetUID, mechanism: UInt8 = 0, versionKey: UInt64? = nil,
        beacon: DrandBeacon? = nil
    ) -> Self {
        let made = TimelockedWeights()
        let index = MechanismIndex(netuid, mechanism: mechanism)
        return Self("commit timelocked weights", by: .hotkey) { context in
            guard let call = TimelockedCommitCall.highest(in: context.metadata, mechanism: mechanism) else {
                throw BittensorError(
                    .callMissing,
                    "\(context.state.runtimeAfter.version.title) takes no timelocked weights: "
                        + "commit to them with a salt, or set them openly")
            }
            let schedule = try await context.requireCommittable(weights, on: index)
            let key = try await context.versionKey(versionKey, netuid)
            let payload = call.payload(weights, of: context.signer, versionKey: key)
            try requireRoom(for: payload)
            let first = try schedule.revealBlock()
            let beacon = if let beacon { beacon } else { try await context.state.beacon() }
            let clock = try await context.chainClock()
            let ahead = first.advanced(by: RevealSchedule.securityOffset).age(since: schedule.block)
            let (ciphertext, round) = try made.ciphertext(
                of: payload, openedFrom: first, by: beacon,
                round: beacon.weightsRound(
                    in: ahead, blockTime: context.subtensor.blockTime / .seconds(1), from: clock.moment))
            let stored = try await context.requireReachable(round)
            let pending = PendingWeights(
                weights: weights, commitHash: Hash256(unchecked: Hashing.blake2b256(ciphertext)), revealRound: round,
                published: beacon.publication(of: round), revealBlock: first)
            let version = try await context.state.valueIfKnown(.commitRevealVersion) ?? 4
            return ActionPlan(
                call: try context.call(
                    call.form(index, commit: ciphertext, round: round, version: version),
                    replacement: "its commitments have other arguments than any that is known"),
                effects: weights.effects(index) + pending.effects + schedule.effects + clock.effects + stored
            ) { _, _ in pending }
        }
    }
}

/// The most bytes that a chain takes for a commitment (`MAX_CRV3_COMMIT_SIZE_BYTES`).
private let largestCommitment = 5000

private func requireRoom(for payload: [UInt8]) throws(BittensorError) {
    let count = payload.count + TimelockCiphertext.overhead
    guard count <= largestCommitment else {
        throw BittensorError(
            .invalidWeights,
            "the encrypted weights take \(count) bytes, and the chain takes \(largestCommitment) at most: that is 1177 weights"
        )
    }
}

extension PendingWeights {
    fileprivate var effects: [ActionPreview.Effect] {
        let moment = MomentText.text(published) ?? "no moment that anybody lives to see"
        return [
            .init("Mode", "timelocked: nobody can read the weights before the chain opens them"),
            .init("Opened", "by the chain itself from block \(revealBlock) on"),
            .init("Round", "\(revealRound) of the beacon, published at \(moment)"),
        ]
    }
}

extension RevealSchedule {
    /// What nobody would see otherwise: the chain opens nothing at its very beginning.
    fileprivate var effects: [ActionPreview.Effect] {
        guard !isEverOpened else { return [] }
        let words =
            "the chain opens nothing in its first two epochs: these weights are lost; commit again in the next epoch"
        return [.init("Too early", words)]
    }
}

extension BlockNumber {
    /// How many blocks after another it is; 0 for one before it.
    fileprivate func age(since earlier: BlockNumber) -> UInt64 { earlier.age(at: self) }
}

// MARK: - Checks

extension ActionContext {
    /// That the chain would take a timelocked commitment of the signer's now, in the order of its checks; returns when it opens it.
    fileprivate func requireCommittable(
        _ weights: QuantizedWeights, on mechanism: MechanismIndex
    ) async throws -> RevealSchedule {
        let netuid = mechanism.netuid
        try await requireSubnet(netuid)
        try await requireMechanism(mechanism)
        guard try await state.valueIfKnown(.commitRevealEnabled(netuid)) != false else {
            throw BittensorError(.invalidWeights, "subnet \(netuid) takes weights without commitment: set them")
        }
        let uid = try await requireWeighable(weights, on: netuid)
        try await requireVotingStake(uid, on: netuid)
        try await requireWaited(uid, mechanism)
        let schedule = try await state.revealSchedule(on: netuid)
        try await requireFewCommitments(mechanism, in: schedule.commitEpoch)
        return schedule
    }

    /// How many commitments of a hotkey may be unopened in one epoch (`MAX_UNREVEALED_COMMITS`).
    private static let mostCommitments = 10

    private func requireFewCommitments(_ mechanism: MechanismIndex, in epoch: UInt64) async throws {
        let commits = try await state.valueIfKnown(StorageMap.timelockedWeightCommits(mechanism)[epoch]) ?? []
        guard commits.count(where: { $0.hotkey == signer }) < Self.mostCommitments else {
            throw BittensorError(
                .attemptsUsedUp,
                "the hotkey \(signer) has \(Self.mostCommitments) commitments in this epoch of subnet \(mechanism.netuid), which "
                    + "is as many as the chain takes: wait for the next epoch")
        }
    }

    /// That the chain can still come to a round; what there is to say of the rounds that it has.
    fileprivate func requireReachable(_ round: UInt64) async throws -> [ActionPreview.Effect] {
        guard let stored = try await state.valueIfKnown(.lastDrandRound) else { return [] }
        guard round >= stored else {
            throw BittensorError(
                .invalidWeights,
                "round \(round) of the beacon is over: the chain has stored round \(stored) already, so that everybody could read the "
                    + "weights at once. Set this machine's clock, or ask a node that has the newest blocks")
        }
        return stored > 0
            ? [] : [.init("Beacon", "the chain has stored no round of it yet: it opens no weights before it does")]
    }

    /// The chain's clock, which rounds are reckoned by: it and the height are of the same block.
    fileprivate func chainClock() async throws -> ChainClock {
        let milliseconds = try await state.valueIfKnown(.timestamp) ?? 0
        let isKnown = KnownChain(genesis: state.client.genesisHash) != nil
        return try ChainClock(
            milliseconds: milliseconds, block: state.number, own: .now, isBinding: isKnown)
    }
}

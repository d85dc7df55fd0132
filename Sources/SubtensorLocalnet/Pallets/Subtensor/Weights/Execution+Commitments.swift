// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Weights that are committed to by their hash and revealed some epochs later.
extension Execution {
    /// How many commitments a hotkey may have open on a subnet.
    private static let maximumOpenCommits = 10

    mutating func commitWeights(_ call: CallArguments, mechanism: UInt8 = 0) throws(DispatchFailure) {
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        let hash = Hash256(unchecked: try call("commit_hash"))
        try requireMechanism(mechanism, netuid)
        let index = Self.mechanismIndex(netuid, mechanism)
        guard state[SubtensorPallet.commitRevealEnabled, netuid] else { throw .subtensor("CommitRevealDisabled") }
        guard let uid = state[SubtensorPallet.uids, netuid, hotkey] else {
            throw .subtensor("HotKeyNotRegisteredInSubNet")
        }
        guard hasWaited(uid, netuid, index) else { throw .subtensor("CommittingWeightsTooFast") }
        var commits = openCommits(of: hotkey, index)
        guard commits.count < Self.maximumOpenCommits else { throw .subtensor("TooManyUnrevealedCommits") }
        let (first, last) = blocks(ofEpochIn: state[SubtensorPallet.revealPeriodEpochs, netuid], netuid)
        commits.append(WeightCommit(hash: hash, block: block.rawValue, firstReveal: first, lastReveal: last))
        state[SubtensorPallet.weightCommits, index, hotkey] = commits
        state.set(block.rawValue, in: SubtensorPallet.lastUpdate, index, at: uid)
        emit("WeightsCommitted", .account(hotkey), .number(index), .hash(hash))
    }

    mutating func revealWeights(_ call: CallArguments, mechanism: UInt8 = 0) throws(DispatchFailure) {
        let (hotkey, weights) = (try call.signer(), try revealedWeights(call, mechanism))
        let hash = try reveal(weights, salt: try call("salt"), by: hotkey)
        emit("WeightsRevealed", .account(hotkey), .number(weights.index), .hash(hash))
    }

    mutating func batchRevealWeights(_ call: CallArguments) throws(DispatchFailure) {
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        var hashes: [ScaleValue] = []
        for (weights, salt) in try batchOfRevealedWeights(call) {
            hashes.append(.hash(try reveal(weights, salt: salt, by: hotkey)))
        }
        emit("WeightsBatchRevealed", .account(hotkey), .number(netuid), .list(hashes))
    }

    private func revealedWeights(
        _ call: CallArguments, _ mechanism: UInt8
    ) throws(DispatchFailure) -> SubmittedWeights {
        SubmittedWeights(
            netuid: try call("netuid"), mechanism: mechanism, uids: try call("uids"), values: try call("values"),
            versionKey: try call("version_key"))
    }

    private func batchOfRevealedWeights(
        _ call: CallArguments
    ) throws(DispatchFailure) -> [(weights: SubmittedWeights, salt: [UInt16])] {
        let netuid: UInt16 = try call("netuid")
        let (uids, values): ([[UInt16]], [[UInt16]]) = (try call("uids_list"), try call("values_list"))
        let (salts, keys): ([[UInt16]], [UInt64]) = (try call("salts_list"), try call("version_keys"))
        guard Set([uids.count, values.count, salts.count, keys.count]).count == 1 else {
            throw .subtensor("InputLengthsUnequal")
        }
        return uids.indices.map { place in
            let weights = SubmittedWeights(
                netuid: netuid, uids: uids[place], values: values[place], versionKey: keys[place])
            return (weights, salts[place])
        }
    }

    // MARK: What the pool asks

    /// That there is stake enough, and a commitment to these weights whose time it is.
    func checkReveal(_ call: CallArguments, mechanism: UInt8 = 0) throws(DispatchFailure) {
        let weights = try revealedWeights(call, mechanism)
        try checkReveal([(weights, try call("salt"))], by: try call.signer(), weights.netuid)
    }

    func checkBatchReveal(_ call: CallArguments) throws(DispatchFailure) {
        try checkReveal(try batchOfRevealedWeights(call), by: try call.signer(), try call("netuid"))
    }

    private func checkReveal(
        _ reveals: [(weights: SubmittedWeights, salt: [UInt16])], by hotkey: AccountID, _ netuid: UInt16
    ) throws(DispatchFailure) {
        try requireStakeToSetWeights(hotkey, netuid)
        for (weights, salt) in reveals {
            let hash = Self.commitHash(weights, salt: salt, by: hotkey)
            let commits = state[SubtensorPallet.weightCommits, weights.index, hotkey] ?? []
            guard let commit = commits.first(where: { $0.hash == hash }) else {
                throw .subtensor("NoWeightsCommitFound")
            }
            guard commit.firstReveal <= block.rawValue else { throw .subtensor("RevealTooEarly") }
            guard commit.lastReveal >= block.rawValue else { throw .subtensor("ExpiredWeightCommit") }
        }
    }

    // MARK: Revealing

    /// Finds the commitment to these weights and puts them in place.
    private mutating func reveal(
        _ weights: SubmittedWeights, salt: [UInt16], by hotkey: AccountID
    ) throws(DispatchFailure) -> Hash256 {
        try requireMechanism(weights.mechanism, weights.netuid)
        guard state[SubtensorPallet.commitRevealEnabled, weights.netuid] else {
            throw .subtensor("CommitRevealDisabled")
        }
        let hash = Self.commitHash(weights, salt: salt, by: hotkey)
        let all = state[SubtensorPallet.weightCommits, weights.index, hotkey] ?? []
        guard !all.isEmpty else { throw .subtensor("NoWeightsCommitFound") }
        let commits = openCommits(of: hotkey, weights.index)
        guard let place = commits.firstIndex(where: { $0.hash == hash }) else {
            let isExpired = all.contains { $0.hash == hash }
            throw .subtensor(isExpired ? "ExpiredWeightCommit" : "InvalidRevealCommitHashNotMatch")
        }
        guard commits[place].firstReveal <= block.rawValue else { throw .subtensor("RevealTooEarly") }
        try store(weights, of: hotkey, isRevealed: true)
        // What was committed before it can no longer be revealed.
        let left = Array(commits[(place + 1)...])
        state[SubtensorPallet.weightCommits, weights.index, hotkey] = left.isEmpty ? nil : left
        return hash
    }

    /// blake2b-256 of account, netuid or the mechanism's number, uids, values, salt and version key.
    static func commitHash(_ weights: SubmittedWeights, salt: [UInt16], by hotkey: AccountID) -> Hash256 {
        var writer = ScaleWriter()
        hotkey.encode(to: &writer)
        writer.write(integer: weights.index)
        weights.uids.encode(to: &writer)
        weights.values.encode(to: &writer)
        salt.encode(to: &writer)
        writer.write(integer: weights.versionKey)
        return Hash256(unchecked: Hashing.blake2b256(writer.bytes))
    }

    private func openCommits(of hotkey: AccountID, _ index: UInt16) -> [WeightCommit] {
        (state[SubtensorPallet.weightCommits, index, hotkey] ?? []).filter { $0.lastReveal >= block.rawValue }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Timelock

/// Weights that are committed encrypted, and that the chain opens by itself some epochs later.
extension Execution {
    /// How many bytes a commitment may have, and how many of them a hotkey may have unopened in an epoch.
    private static let (maximumBytes, maximumCommits) = (5000, 10)

    /// What the pool judges as well: that there is stake enough behind a commitment, and that its round is still to come.
    func checkTimelockedCommit(_ call: CallArguments) throws(DispatchFailure) {
        try requireStakeToSetWeights(try call.signer(), try call("netuid"))
        guard try call("reveal_round") >= state[DrandPallet.lastStoredRound] else {
            throw .subtensor("InvalidRevealRound")
        }
    }

    mutating func commitTimelockedWeights(_ call: CallArguments, mechanism: UInt8 = 0) throws(DispatchFailure) {
        try checkTimelockedCommit(call)
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        let commit = TimelockedCommit(
            hotkey: hotkey, block: block.rawValue, ciphertext: try call("commit"), round: try call("reveal_round"))
        guard commit.ciphertext.count <= Self.maximumBytes else { throw .other }
        try requireMechanism(mechanism, netuid)
        guard state[SubtensorPallet.commitRevealEnabled, netuid] else { throw .subtensor("CommitRevealDisabled") }
        guard try call("commit_reveal_version") == state[SubtensorPallet.commitRevealVersion] else {
            throw .subtensor("IncorrectCommitRevealVersion")
        }
        guard let uid = state[SubtensorPallet.uids, netuid, hotkey] else {
            throw .subtensor("HotKeyNotRegisteredInSubNet")
        }
        let index = Self.mechanismIndex(netuid, mechanism)
        guard hasWaited(uid, netuid, index) else { throw .subtensor("CommittingWeightsTooFast") }
        let epoch = epochIndex(netuid)
        var commits = state[SubtensorPallet.timelockedWeightCommits, index, epoch]
        guard commits.count(where: { $0.hotkey == hotkey }) < Self.maximumCommits else {
            throw .subtensor("TooManyUnrevealedCommits")
        }
        commits.append(commit)
        state[SubtensorPallet.timelockedWeightCommits, index, epoch] = commits
        state.set(block.rawValue, in: SubtensorPallet.lastUpdate, index, at: uid)
        emit(
            "TimelockedWeightsCommitted", .account(hotkey), .number(index),
            .hash(Hash256(unchecked: Hashing.blake2b256(commit.ciphertext))), .number(commit.round))
    }

    // MARK: Opening

    /// Opens what was committed `RevealPeriodEpochs` epochs ago and has its round by now; what is older is gone.
    ///
    /// Where epochs are not counted, the first two of a chain open nothing. Nothing that a commitment holds can stop a block: what cannot
    /// be opened, or is not weights that the chain takes from that hotkey, is left out in silence.
    mutating func openTimelockedWeights(_ netuid: UInt16) {
        let epoch = epochIndex(netuid)
        let period = state[SubtensorPallet.revealPeriodEpochs, netuid]
        guard state[SubtensorPallet.tempo, netuid] > 0 else { return }
        let due = epoch.saturatingSubtracting(period)
        for mechanism in 0..<max(1, state[SubtensorPallet.mechanismCount, netuid]) {
            let index = Self.mechanismIndex(netuid, mechanism)
            for old in committedEpochs(index) where old < due {
                state.remove(SubtensorPallet.timelockedWeightCommits, index, old)
            }
            guard rules.countsEpochs || epoch > 1, epoch >= period else { continue }
            let commits = state[SubtensorPallet.timelockedWeightCommits, index, due]
            guard !commits.isEmpty else { continue }
            let waiting = commits.filter { !open($0, netuid, mechanism) }
            guard waiting.count < commits.count else { continue }
            if waiting.isEmpty {
                state.remove(SubtensorPallet.timelockedWeightCommits, index, due)
            } else {
                state[SubtensorPallet.timelockedWeightCommits, index, due] = waiting
            }
        }
    }

    /// The epochs for which a mechanism has commitments.
    private func committedEpochs(_ index: UInt16) -> [UInt64] {
        let prefix = SubtensorPallet.timelockedWeightCommits.declaration.key([index]).bytes
        return state.keys(withPrefix: prefix).compactMap { try? UInt64(scale: Array($0.bytes.suffix(8))) }
    }

    /// Whether a commitment is done with, be it that it is no weights; false while its round is still to come.
    private mutating func open(_ commit: TimelockedCommit, _ netuid: UInt16, _ mechanism: UInt8) -> Bool {
        guard let pulse = pulse(of: commit.round, committedAt: commit.block) else { return false }
        guard let weights = Self.weights(in: commit, openedWith: pulse, netuid, mechanism) else { return true }
        do throws(DispatchFailure) {
            try transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.store(weights, of: commit.hotkey, isRevealed: true)
            }
            emit("TimelockedWeightsRevealed", .number(weights.index), .account(commit.hotkey))
        } catch {
            // The chain says nothing of it.
        }
        return true
    }

    /// The weights in a commitment: hotkey, uids, values and version key; nil for anything else, and for another hotkey than the signer.
    private static func weights(
        in commit: TimelockedCommit, openedWith pulse: DrandPallet.Pulse, _ netuid: UInt16, _ mechanism: UInt8
    ) -> SubmittedWeights? {
        guard let ciphertext = try? TimelockCiphertext(commit.ciphertext),
            let payload = try? ciphertext.opened(with: BeaconSignature(pulse.signature))
        else { return nil }
        var reader = ScaleReader(payload)
        guard let hotkey = try? [UInt8](from: &reader), hotkey == commit.hotkey.bytes,
            let uids = try? [UInt16](from: &reader), let values = try? [UInt16](from: &reader),
            let versionKey = try? reader.readInteger(UInt64.self)
        else { return nil }
        return SubmittedWeights(
            netuid: netuid, mechanism: mechanism, uids: uids, values: values, versionKey: versionKey)
    }
}

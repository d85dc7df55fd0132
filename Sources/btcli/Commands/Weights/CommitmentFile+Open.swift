// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

extension CommitmentFile.Folder {
    /// The oldest commitment that the chain waits for and a file can reveal. Files of those that are too late are told and removed.
    func openCommitment(
        of hotkey: AccountID, on netuid: NetUID, mechanism: UInt8, _ subtensor: Subtensor, _ console: Console
    ) async throws -> CommitmentFile {
        try await subtensor.requireSubnet(netuid)
        let state = try await subtensor.state()
        let commits = try await subtensor.weightCommits(
            of: hotkey, on: netuid, mechanism: mechanism, at: .hash(state.hash))
        guard !commits.isEmpty else {
            throw BittensorError(
                .invalidWeights,
                "the hotkey \(hotkey) has no open commitment on subnet \(netuid): commit with 'btcli weights commit' first"
            )
        }
        // The block that can hold the reveal is the next one.
        let next = BlockNumber(state.number.rawValue + 1)
        for commit in commits {
            guard let last = commit.revealBlocks?.upperBound, last < next, (try? self.file(commit.hash)) != nil else {
                continue
            }
            SecretFile(path: path(of: commit.hash)).remove()
            console.warn(
                "the time to reveal the commitment \(commit.hash) ended with block \(last): its weights are lost, and its file is "
                    + "removed")
        }
        let live = commits.filter { $0.revealBlocks.map { next <= $0.upperBound } ?? true }
        guard !live.isEmpty else {
            let last = commits.compactMap { $0.revealBlocks?.upperBound }.max().map { " with block \($0)" } ?? ""
            throw BittensorError(
                .invalidWeights,
                "the time to reveal what \(hotkey) committed to on subnet \(netuid) ended\(last): commit again")
        }
        for commit in live {
            guard let file = try self.file(commit.hash) else { continue }
            if let first = commit.revealBlocks?.lowerBound, next < first {
                throw BittensorError(
                    .attemptsUsedUp,
                    "the commitment \(commit.hash) can be revealed from block \(first) on; the newest is \(state.number)"
                )
            }
            return file
        }
        throw BittensorError(
            .damagedFile,
            "no file in \(excerpt(path)) holds a commitment that \(hotkey) has open on subnet \(netuid): "
                + "give --uids, --weights and --salt")
    }
}

extension CommitmentFile.Folder: WeightCommitmentStore {
    func keep(_ commitment: WeightCommitment, of hotkey: AccountID) throws {
        try CommitmentFile(commitment, by: hotkey, in: self).save()
    }

    func commitment(_ hash: Hash256, of hotkey: AccountID) throws -> WeightCommitment? {
        try file(hash)?.commitment(by: hotkey)
    }

    func forget(_ hash: Hash256) { SecretFile(path: path(of: hash)).remove() }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubtensorClient

extension CommitmentFile.Folder {
    /// The oldest commitment that the chain waits for and a file can reveal.
    func openCommitment(
        of hotkey: AccountID, on netuid: NetUID, _ subtensor: Subtensor
    ) async throws -> CommitmentFile {
        try await subtensor.requireSubnet(netuid)
        let state = try await subtensor.state()
        let commits = try await subtensor.weightCommits(of: hotkey, on: netuid, at: .hash(state.hash))
        guard !commits.isEmpty else {
            throw BittensorError(
                .invalidWeights,
                "the hotkey \(hotkey) has no open commitment on subnet \(netuid): commit with 'btcli weights commit' first"
            )
        }
        // The block that can hold the reveal is the next one.
        let next = BlockNumber(state.number.rawValue + 1)
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

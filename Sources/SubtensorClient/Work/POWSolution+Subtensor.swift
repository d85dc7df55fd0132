// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
import SubstratePrimitives

extension POWSolution {
    /// Whether the chain would refuse this work in every block from the next on, because its block is too old: Python's
    /// `is_stale`, by the chain's own rule. Asks for the newest block's number, and nothing else.
    ///
    /// - Throws: `ClientError` when the node cannot be asked.
    public func isStale(subtensor: Subtensor) async throws -> Bool {
        isStale(head: try await subtensor.block())
    }
}

extension Subtensor {
    /// The solution that the four fields of Python's `POWSolution` tell of: the block's hash is read, the reference
    /// makes the seal anew, and only what it confirms becomes a solution.
    ///
    /// - Parameters:
    ///   - keys: whose work it is.
    ///   - purpose: what for.
    /// - Throws: of `ClientError` `unknownBlock`; of `BittensorError` `workNotChecked`; of `ProofOfWorkError`
    ///   `otherPuzzle` and `sealMissesTarget`.
    public func solution(
        _ fields: POWSolution.Fields, keys: WorkKeys, purpose: WorkPurpose
    ) async throws -> POWSolution {
        let hash = try await blockHash(fields.blockNumber)
        let rules = try await rules(of: purpose)
        let puzzle = try WorkSite(subtensor: self, purpose: purpose, keys: keys, rules: rules)
            .puzzle(blockNumber: fields.blockNumber, blockHash: hash, difficulty: fields.difficulty)
        return try POWSolution(fields, of: puzzle)
    }
}

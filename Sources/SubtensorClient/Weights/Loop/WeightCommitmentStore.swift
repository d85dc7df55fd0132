// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Where what the reveal of salted weights needs is kept from the commitment on, whatever happens to the program in between.
public protocol WeightCommitmentStore: Sendable {
    /// Keeps a commitment, so that it is still there after a crash. Nothing is sent before this returns.
    func keep(_ commitment: WeightCommitment, of hotkey: AccountID) async throws
    /// A commitment that was kept; nil for one that was not.
    func commitment(_ hash: Hash256, of hotkey: AccountID) async throws -> WeightCommitment?
    /// Forgets a commitment that is of no use any more: its weights are revealed, or too late.
    func forget(_ hash: Hash256) async throws
}

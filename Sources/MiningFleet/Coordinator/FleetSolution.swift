// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// A seal that a worker has found, confirmed by the plain reference.
public struct FleetSolution: Hashable, Sendable {
    public let puzzle: FleetPuzzle
    public let solution: POWSolution
    public let worker: WorkerName
}

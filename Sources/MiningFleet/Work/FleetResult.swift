// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a worker says it has found. Nobody has confirmed it.
public struct FleetResult: Hashable, Sendable {
    /// Of the job that it was found in.
    public let epoch: UInt64
    public let puzzle: String
    public let nonce: UInt64

    public init(epoch: UInt64, puzzle: String, nonce: UInt64) {
        self.epoch = epoch
        self.puzzle = puzzle
        self.nonce = nonce
    }

    /// By which a bus knows it again.
    var id: String { "\(puzzle)/\(nonce)" }
}

/// A result with the name of who handed it in, or the reason why it is none.
public struct FleetSubmission: Sendable {
    public let worker: WorkerName
    public let result: Result<FleetResult, FleetError>

    public init(worker: WorkerName, result: Result<FleetResult, FleetError>) {
        self.worker = worker
        self.result = result
    }
}

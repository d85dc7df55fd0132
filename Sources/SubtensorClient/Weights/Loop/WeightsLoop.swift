// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

/// A validator's weights on a subnet, kept up for as long as it runs: set or committed once an epoch, in the way in which the subnet
/// takes them, revealed where that is up to the validator.
///
/// ```swift
/// var loop = WeightsLoop(on: 1) { round in try await scores(at: round.block) }
/// loop.onEvent = { print($0) }
/// try await loop.run(on: subtensor, signedBy: hotkey)
/// ```
///
/// Whether an epoch has its weights is asked of the chain: a program that is started again sends nothing twice. What keeps weights from
/// being sent (a rate limit, too little stake, no permit, a file that cannot be read) is told by ``onEvent``, and looked at again some
/// blocks later. It uses as much memory after a year as after an hour.
public struct WeightsLoop: Sendable {
    /// What weights are asked for.
    public struct Round: Sendable {
        /// The chain as it is after ``block``: readings that name no block are of that one.
        public let subtensor: Subtensor
        public let block: BlockNumber
        /// The epoch that the weights are for.
        public let epoch: UInt64
        public let mode: WeightsMode
    }

    /// Gives the weights of a round, by uid: any numbers from 0 up, of which only the proportions count.
    public typealias Source = @Sendable (Round) async throws -> [UInt16: Double]

    public let netuid: NetUID
    /// Which of the subnet's incentive mechanisms; 0 is the first.
    public let mechanism: UInt8
    /// The version of the weights; nil takes the subnet's own.
    public var versionKey: UInt64?
    /// Where commitments with a salt are kept until they are revealed. Without one, a subnet that wants them gets no weights.
    public var store: (any WeightCommitmentStore)?
    /// How what is signed is sent, and where it is kept.
    public var submission = SubmissionOptions()
    /// Hears of everything that is done and seen.
    public var onEvent: @Sendable (WeightsEvent) -> Void = { _ in }
    let weights: Source

    public init(on netuid: NetUID, mechanism: UInt8 = 0, weights: @escaping Source) {
        self.netuid = netuid
        self.mechanism = mechanism
        self.weights = weights
    }

    /// Runs until it is cancelled.
    ///
    /// - Throws: `notRegistered` as soon as the hotkey is not on the subnet; `subnetMissing`; what a connection throws that is not made
    ///   again; `CancellationError`.
    public func run(on subtensor: Subtensor, signedBy hotkey: some Signer) async throws {
        try await subtensor.requireSubnet(netuid)
        var run = WeightsRun(loop: self, subtensor: subtensor.unpinned, hotkey: hotkey)
        do {
            for try await _ in try await subtensor.unpinned.heads() {
                try await run.look()
            }
        } catch {
            // A cancelled request says so in its own error, unless something was sent: that is to be told.
            if !error.wasAfterSigning { try Task.checkCancellation() }
            throw error
        }
        try Task.checkCancellation()
        throw ClientError(.connection, "the node stopped announcing blocks: try again, or use another node")
    }
}

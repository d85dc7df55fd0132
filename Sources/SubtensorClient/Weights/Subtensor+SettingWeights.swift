// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient

/// What became of weights that were set.
public enum WeightsOutcome: Hashable, Sendable {
    /// They are in force: what the chain stores of them.
    case stored([UIDValue])
    /// The chain has their hash. They have to be revealed, with what is in the commitment.
    case committed(WeightCommitment)
    /// The chain has them encrypted, and opens them by itself.
    case timelocked(PendingWeights)

    /// What the chain stores of them; nil of weights that are not open yet.
    public var stored: [UIDValue]? {
        guard case .stored(let values) = self else { return nil }
        return values
    }
}

extension Subtensor {
    /// Sets the weights that a hotkey gives the neurons of a subnet, uid by uid, in the way in which the subnet takes them, and waits
    /// for their block.
    ///
    /// ```swift
    /// switch try await subtensor.setWeights([3: 0.25, 7: 0.75], on: 1, signedBy: hotkey) {
    /// case .stored(let values): print("in force:", values)
    /// case .timelocked(let pending): print("the chain opens them from block", pending.revealBlock, "on")
    /// case .committed(let commitment): print("to be revealed:", commitment.commitHash)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - mechanism: which of the subnet's incentive mechanisms they are for; 0 is the first.
    ///   - mode: how they are sent; nil looks at the subnet and the runtime (``weightsMode(on:at:)``).
    ///   - keep: is given what the reveal needs, before it is sent, where weights are committed with a salt. Whoever loses that loses
    ///     the weights: without it, such a subnet is refused.
    /// - Throws: `invalidWeights` for what the subnet does not take, and what else ``perform(_:signedBy:as:options:)`` throws.
    @discardableResult
    public func setWeights<Weight: BinaryFloatingPoint & Sendable>(
        _ weights: [UInt16: Weight], on netuid: NetUID, mechanism: UInt8 = 0, versionKey: UInt64? = nil,
        mode: WeightsMode? = nil, keep: ((WeightCommitment) async throws -> Void)? = nil, signedBy hotkey: some Signer
    ) async throws -> WeightsOutcome {
        try await setWeights(
            weights.sorted { $0.key < $1.key }.map { (uid: $0.key, weight: $0.value) }, on: netuid,
            mechanism: mechanism, versionKey: versionKey, mode: mode, keep: keep, signedBy: hotkey)
    }

    /// Sets weights that are listed with their uids, such as one for each answer; a uid that stands there twice is refused.
    @discardableResult
    public func setWeights<Weight: BinaryFloatingPoint & Sendable>(
        _ weights: [(uid: UInt16, weight: Weight)], on netuid: NetUID, mechanism: UInt8 = 0, versionKey: UInt64? = nil,
        mode: WeightsMode? = nil, keep: ((WeightCommitment) async throws -> Void)? = nil, signedBy hotkey: some Signer
    ) async throws -> WeightsOutcome {
        let chosen = if let mode { mode } else { try await weightsMode(on: netuid) }
        guard chosen != .plain else {
            let action = Action.setWeights(weights, on: netuid, mechanism: mechanism, versionKey: versionKey)
            return .stored(try await perform(action, signedBy: hotkey).outcome)
        }
        let quantized = try QuantizedWeights(uids: weights.map(\.uid), weights: weights.map(\.weight))
        guard chosen != .timelocked else {
            let action = Action.commitTimelockedWeights(
                quantized, on: netuid, mechanism: mechanism, versionKey: versionKey)
            return .timelocked(try await perform(action, signedBy: hotkey).outcome)
        }
        guard let keep else {
            throw BittensorError(
                .invalidWeights,
                "subnet \(netuid) wants weights committed with a salt first: give setWeights a place to keep what the reveal needs"
            )
        }
        let key = if let versionKey { versionKey } else { try await parameters(of: netuid).weightsVersionKey ?? 0 }
        let commitment = WeightCommitment(
            quantized, by: hotkey.accountID, on: netuid, mechanism: mechanism, versionKey: key)
        let prepared = try await prepare(.commitWeights(commitment), for: hotkey.accountID)
        try await keep(commitment)
        _ = try await submit(prepared, signedBy: hotkey)
        return .committed(commitment)
    }
}

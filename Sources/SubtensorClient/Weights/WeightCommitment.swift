// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// Weights of which the chain has only the hash so far: all that it takes to reveal them. Whoever loses it loses the
/// weights.
public struct WeightCommitment: Hashable, Sendable {
    public let netuid: NetUID
    /// Which of the subnet's incentive mechanisms they are for; 0 is the first.
    public let mechanism: UInt8
    public let weights: QuantizedWeights
    /// Keeps others from trying all weights until the hash fits.
    public let salt: [UInt16]
    public let versionKey: UInt64
    /// What the chain keeps.
    public let commitHash: Hash256

    /// - Parameter salt: eight random numbers, if nil.
    public init(
        _ weights: QuantizedWeights, by hotkey: AccountID, on netuid: NetUID, mechanism: UInt8 = 0,
        salt: [UInt16]? = nil, versionKey: UInt64
    ) {
        let salt = salt ?? (0..<8).map { _ in UInt16.random(in: .min ... .max) }
        self.netuid = netuid
        self.mechanism = mechanism
        self.weights = weights
        self.salt = salt
        self.versionKey = versionKey
        commitHash = weights.commitHash(
            by: hotkey, on: netuid, mechanism: mechanism, salt: salt, versionKey: versionKey)
    }

    func hash(by hotkey: AccountID) -> Hash256 {
        weights.commitHash(by: hotkey, on: netuid, mechanism: mechanism, salt: salt, versionKey: versionKey)
    }

    var index: MechanismIndex { MechanismIndex(netuid, mechanism: mechanism) }
}

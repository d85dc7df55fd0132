// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives

// The arrays under the letters of the Python SDK, in its units: TAO for amounts, parts of one for proportions, in single
// precision.

extension Metagraph {
    /// Stake, in TAO: ``totalStake``. On the root subnet it is the root stake, as ``AS`` and ``TS`` are.
    public var S: [Float] {
        saved(.stake) ?? saved(.totalStake)
            ?? (isRoot ? Self.tao(taoStake.map(\.rao)) : Self.tao(totalStake.map(\.rao)))
    }

    /// The subnet's alpha on each uid.
    public var AS: [Float] { saved(.alphaStake) ?? (isRoot ? S : Self.tao(alphaStake.map(\.rao))) }

    /// The root stake on each uid, in TAO, by its weight of 0.18.
    public var TS: [Float] {
        saved(.taoStake) ?? (isRoot ? S : taoStake.map { Float(Self.tao($0.rao) * Self.rootWeight) })
    }

    /// Ranks.
    public var R: [Float] { saved(.ranks) ?? Self.parts(rank) }
    /// Incentive.
    public var I: [Float] { saved(.incentive) ?? Self.parts(incentive) }
    /// Emission of the last epoch, in the subnet's alpha.
    public var E: [Float] { saved(.emission) ?? Self.tao(emission.map(\.rao)) }
    /// Consensus.
    public var C: [Float] { saved(.consensus) ?? Self.parts(consensus) }
    /// Trust.
    public var T: [Float] { saved(.trust) ?? Self.parts(trust) }
    /// The validators' trust.
    public var Tv: [Float] { saved(.validatorTrust) ?? Self.parts(validatorTrust) }
    /// Dividends.
    public var D: [Float] { saved(.dividends) ?? Self.parts(dividends) }

    /// Bonds: row `i` holds those of uid `i`, in the chain's numbers. Empty after a lite sync.
    ///
    /// `n` times `n` numbers: for a large subnet ask ``bonds`` for the rows that matter.
    public var B: [[Float]] { pythonArrays?[.bonds]?.rows ?? bonds?.values ?? [] }

    /// Weights: row `i` holds those that uid `i` sets, each divided by the row's sum. Empty after a lite sync.
    ///
    /// `n` times `n` numbers: for a large subnet ask ``weights`` for the rows that matter.
    public var W: [[Float]] { pythonArrays?[.weights]?.rows ?? weights?.shares ?? [] }

    /// What Python's file said, when the metagraph was read from one.
    private func saved(_ name: MetagraphArrays.Name) -> [Float]? { pythonArrays?[name]?.floats }

    var isRoot: Bool { netuid == 0 }

    /// What root stake counts for on a subnet: `ROOT_TAO_STAKE_WEIGHT` of the Python SDK.
    static let rootWeight = 0.18

    private static func tao(_ rao: UInt64) -> Double { Double(rao) / Double(Balance.raoPerTAO) }
    private static func tao(_ rao: [UInt64]) -> [Float] { rao.map { Float(tao($0)) } }
    private static func parts(_ proportions: [Proportion]) -> [Float] { proportions.map { Float($0.value) } }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The incentive mechanisms of a subnet: each has its own weights, bonds and incentive, and its part of the emission.
extension Execution {
    private static let subnetsPerMechanism: UInt16 = 4096

    /// The number under which the chain keeps what is a mechanism's: the plain netuid for the first.
    static func mechanismIndex(_ netuid: UInt16, _ mechanism: UInt8) -> UInt16 {
        UInt16(clamping: UInt32(mechanism) * UInt32(subnetsPerMechanism) + UInt32(netuid))
    }

    func requireMechanism(_ mechanism: UInt8, _ netuid: UInt16) throws(DispatchFailure) {
        try requireSubnetExists(netuid)
        guard mechanism < state[SubtensorPallet.mechanismCount, netuid] else {
            throw .subtensor("MechanismDoesNotExist")
        }
    }

    /// The numbers of all of a subnet's mechanisms.
    func mechanismIndices(_ netuid: UInt16) -> [UInt16] {
        (0..<max(1, state[SubtensorPallet.mechanismCount, netuid])).map { Self.mechanismIndex(netuid, $0) }
    }

    /// The numbers of a subnet's mechanisms, each with its part of the emission: all the same where the owner has not split it.
    func mechanismShares(_ netuid: UInt16) -> [(index: UInt16, share: Fixed)] {
        let indices = mechanismIndices(netuid)
        guard let split = state[SubtensorPallet.mechanismEmissionSplit, netuid] else {
            return indices.map { ($0, Fixed(1, over: UInt64(indices.count))) }
        }
        return indices.enumerated().map { place, index in
            let part = split.indices.contains(place) ? split[place] : 0
            return (index, Fixed(UInt64(part), over: UInt64(UInt16.max)))
        }
    }

    /// Gives a subnet more or fewer mechanisms; of those that go, everything goes.
    mutating func setMechanismCount(_ count: UInt8, _ netuid: UInt16) {
        for index in mechanismIndices(netuid).dropFirst(Int(count)) {
            for uid in 0..<state[SubtensorPallet.subnetworkN, netuid] {
                state.remove(SubtensorPallet.weights, index, uid)
                state.remove(SubtensorPallet.bonds, index, uid)
            }
            state.remove(SubtensorPallet.incentive, index)
            state.remove(SubtensorPallet.lastUpdate, index)
            let commits: [any DeclaredItem] = [SubtensorPallet.weightCommits, SubtensorPallet.timelockedWeightCommits]
            for item in commits { state.removeAll(of: item, under: index) }
        }
        state[SubtensorPallet.mechanismCount, netuid] = count
        state[SubtensorPallet.mechanismEmissionSplit, netuid] = nil
    }
}

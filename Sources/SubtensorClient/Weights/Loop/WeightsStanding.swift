// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives

/// How a hotkey stands with its weights for a mechanism, after one block.
struct WeightsStanding: Sendable {
    let block: BlockNumber
    /// Nil for a hotkey that is not registered.
    let uid: UInt16?
    let mode: WeightsMode
    let schedule: RevealSchedule
    /// How many neurons the subnet has.
    let neurons: UInt16
    /// The block of the last weights or commitment; 0 where there is none, and for weights that came with the registration.
    let lastUpdate: UInt64
    /// Blocks from one to the next, at least.
    let rateLimit: UInt64
    /// What the chain waits for to be revealed, and what it did not get in time.
    let salted: [OpenWeightCommit]
    /// Whether the chain has timelocked weights of this epoch.
    let hasTimelocked: Bool

    /// The epoch that whatever is sent now belongs to.
    var epoch: UInt64 { schedule.commitEpoch }

    /// Whether the chain has what is to be sent in this epoch, in the way in which the subnet takes it.
    var isDone: Bool {
        let start = schedule.commitEpochStart
        return switch mode {
        case .plain: lastUpdate > 0 && BlockNumber(lastUpdate) >= start
        case .salted: salted.contains { $0.block >= start }
        case .timelocked: hasTimelocked
        }
    }

    /// The first block that can hold the next weights by the subnet's rate limit.
    var firstBlock: BlockNumber {
        lastUpdate > 0 && rateLimit > 0 ? BlockNumber(lastUpdate).advanced(by: rateLimit) : 0
    }

    /// The first block of the next epoch.
    var nextEpoch: BlockNumber {
        let length = UInt64(schedule.tempo) + (schedule.epochs == .byFormula ? 1 : 0)
        return schedule.commitEpochStart.advanced(by: max(1, length))
    }
}

extension ChainState {
    func weightsStanding(of hotkey: AccountID, on mechanism: MechanismIndex) async throws -> WeightsStanding {
        let netuid = mechanism.netuid
        async let asked = value(.uids(netuid, hotkey))
        async let mode = weightsMode(on: netuid)
        async let neurons = value(.subnetworkN(netuid))
        async let rateLimit = valueIfKnown(.weightsRateLimit(netuid))
        async let updates = valueIfKnown(.lastUpdates(mechanism))
        async let salted = valueIfKnown(.weightCommits(mechanism, hotkey))
        let schedule = try await revealSchedule(on: netuid)
        let commits = StorageMap.timelockedWeightCommits(mechanism)[schedule.commitEpoch]
        async let timelocked = valueIfKnown(commits)
        let uid = try await asked
        var lastUpdate: UInt64 = 0
        if let uid, let list = try await updates, list.indices.contains(Int(uid)) {
            // A neuron's registration counts as its first update, and brings no weights.
            let registered = try await value(.blockAtRegistration(netuid, uid: uid)) ?? 0
            lastUpdate = list[Int(uid)] == registered ? 0 : list[Int(uid)]
        }
        return WeightsStanding(
            block: number, uid: uid, mode: try await mode, schedule: schedule, neurons: try await neurons ?? 0,
            lastUpdate: lastUpdate, rateLimit: try await rateLimit ?? 0, salted: try await salted ?? [],
            hasTimelocked: (try await timelocked ?? []).contains { $0.hotkey == hotkey })
    }
}

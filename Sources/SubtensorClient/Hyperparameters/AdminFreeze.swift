// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives

/// The blocks before a subnet's epoch in which nobody changes its parameters, so that validators know what counts.
struct AdminFreeze: Hashable, Sendable {
    let netuid: NetUID
    /// How many blocks it lasts.
    let window: UInt64
    let tempo: UInt64
    let epochs: Epochs

    /// What a runtime reckons epochs by.
    enum Epochs: Hashable, Sendable {
        /// Block and tempo alone.
        case formula
        /// The last one, and one that the owner asked for.
        case state(last: BlockNumber, pending: BlockNumber?)
    }

    /// The first block from which on changes are taken again, for one that would be in `block`; nil when it is taken there.
    func end(for block: BlockNumber) -> BlockNumber? {
        guard tempo > 0, netuid != 0 else { return nil }
        switch epochs {
        case .formula:
            let (period, _) = tempo.addingReportingOverflow(1)
            guard period > 0 else { return nil }
            let shifted = block.advanced(by: UInt64(netuid.rawValue) + 1).rawValue
            let rest = tempo - shifted % period
            // The block of the epoch itself is one of them.
            return rest < window ? block.advanced(by: rest).advanced(by: 1) : nil
        case .state(let last, let pending):
            if let pending, pending > block { return pending }
            // An epoch that is due runs before the changes of its block.
            let next = last.advanced(by: tempo)
            return block < next && block.age(at: next) < window ? next : nil
        }
    }
}

extension ActionContext {
    /// That no epoch is near in the next block.
    func requireThawed(_ netuid: NetUID, for name: String) async throws {
        guard let window = try await state.valueIfKnown(.adminFreezeWindow), window > 0 else { return }
        let tempo = try await state.value(.tempo(netuid)) ?? 0
        var epochs = AdminFreeze.Epochs.formula
        if let last = try await state.valueIfKnown(.lastEpochBlock(netuid)) {
            let pending = try await state.valueIfKnown(.pendingEpochAt(netuid)) ?? 0
            epochs = .state(last: BlockNumber(last), pending: pending > 0 ? BlockNumber(pending) : nil)
        }
        let freeze = AdminFreeze(netuid: netuid, window: UInt64(window), tempo: UInt64(tempo), epochs: epochs)
        guard let end = freeze.end(for: state.number.advanced(by: 1)) else { return }
        throw BittensorError(
            .tooSoon,
            "nobody sets \(name) right before an epoch, and subnet \(netuid) is about to have one: "
                + "set it from block \(end) on, \(state.number.age(at: end)) blocks from now")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension SubtensorPallet {
    /// The lists with one value for each uid, by what a new neuron begins with.
    fileprivate static let scores = [
        rank, trust, consensus, dividends, validatorTrust, pruningScores, stakeWeight,
    ]
}

extension Execution {
    /// Gives a hotkey a uid: the next free one, or that of the neuron which is pruned for it.
    mutating func join(netuid: UInt16, hotkey: AccountID, coldkey: AccountID) throws(DispatchFailure) {
        let count = state[SubtensorPallet.subnetworkN, netuid]
        let limit = state[SubtensorPallet.maxAllowedUids, netuid]
        guard limit > 0 else { throw .subtensor("NoNeuronIdAvailable") }
        let uid: UInt16
        if count < limit {
            uid = count
            state[SubtensorPallet.subnetworkN, netuid] = count + 1
        } else {
            uid = try neuronToPrune(netuid)
        }
        seat(hotkey, at: uid, netuid: netuid, coldkey: coldkey)
    }

    /// Puts a hotkey at a uid, whose neuron, if there was one, goes with everything that it had.
    mutating func seat(_ hotkey: AccountID, at uid: UInt16, netuid: UInt16, coldkey: AccountID) {
        let pruned = state[SubtensorPallet.keys, netuid, uid]
        if state[SubtensorPallet.uids, netuid, pruned] == uid { clear(pruned, uid, netuid) }
        associate(hotkey, with: coldkey)
        state[SubtensorPallet.uids, netuid, hotkey] = uid
        state[SubtensorPallet.keys, netuid, uid] = hotkey
        state[SubtensorPallet.isNetworkMember, hotkey, netuid] = true
        state[SubtensorPallet.blockAtRegistration, netuid, uid] = block.rawValue
        for item in SubtensorPallet.scores { state.set(0, in: item, netuid, at: uid) }
        state.set(0, in: SubtensorPallet.emission, netuid, at: uid)
        for index in mechanismIndices(netuid) {
            state.set(0, in: SubtensorPallet.incentive, index, at: uid)
            state.set(block.rawValue, in: SubtensorPallet.lastUpdate, index, at: uid)
        }
        state.set(true, in: SubtensorPallet.active, netuid, at: uid)
        state.set(false, in: SubtensorPallet.validatorPermit, netuid, at: uid)
        emit("NeuronRegistered", .number(netuid), .number(uid), .account(hotkey))
    }

    private mutating func clear(_ hotkey: AccountID, _ uid: UInt16, _ netuid: UInt16) {
        state[SubtensorPallet.uids, netuid, hotkey] = nil
        state.remove(SubtensorPallet.isNetworkMember, hotkey, netuid)
        state[SubtensorPallet.axons, netuid, hotkey] = nil
        state[SubtensorPallet.prometheus, netuid, hotkey] = nil
        state[SubtensorPallet.neuronCertificates, netuid, hotkey] = nil
        state[SubtensorPallet.weightCommits, netuid, hotkey] = nil
        for index in mechanismIndices(netuid) {
            state.remove(SubtensorPallet.weights, index, uid)
            state.remove(SubtensorPallet.bonds, index, uid)
        }
    }

    /// The neuron that gives way on a full subnet: the one with the lowest pruning score, those past their immunity
    /// first, the older of equals. The owner's own neuron stays.
    private func neuronToPrune(_ netuid: UInt16) throws(DispatchFailure) -> UInt16 {
        let scores = state[SubtensorPallet.pruningScores, netuid]
        let immunity = UInt64(state[SubtensorPallet.immunityPeriod, netuid])
        let protected = state[SubtensorPallet.subnetOwnerHotkey, netuid]
        var best: (isImmune: Int, score: UInt16, registered: UInt64, uid: UInt16)?
        for uid in 0..<state[SubtensorPallet.subnetworkN, netuid] {
            guard state[SubtensorPallet.keys, netuid, uid] != protected || protected == SubtensorPallet.noAccount
            else { continue }
            let registered = state[SubtensorPallet.blockAtRegistration, netuid, uid]
            let isImmune = block.rawValue.saturatingSubtracting(registered) < immunity
            let score = scores.indices.contains(Int(uid)) ? scores[Int(uid)] : 0
            let candidate = (isImmune ? 1 : 0, score, registered, uid)
            if let current = best, current <= candidate { continue }
            best = candidate
        }
        guard let best else { throw .subtensor("NoNeuronIdAvailable") }
        return best.uid
    }

    /// Makes a coldkey the owner of a hotkey that has none.
    mutating func associate(_ hotkey: AccountID, with coldkey: AccountID) {
        guard state[SubtensorPallet.owner, hotkey] == SubtensorPallet.noAccount else { return }
        state[SubtensorPallet.owner, hotkey] = coldkey
        state[SubtensorPallet.ownedHotkeys, coldkey].append(hotkey)
        addStakingHotkey(hotkey, of: coldkey)
    }

    /// Remembers that a coldkey may have stake with a hotkey.
    mutating func addStakingHotkey(_ hotkey: AccountID, of coldkey: AccountID) {
        guard !state[SubtensorPallet.stakingHotkeys, coldkey].contains(hotkey) else { return }
        state[SubtensorPallet.stakingHotkeys, coldkey].append(hotkey)
    }

    /// The hotkeys of a subnet, by uid.
    func hotkeys(_ netuid: UInt16) -> [AccountID] {
        (0..<state[SubtensorPallet.subnetworkN, netuid]).map { state[SubtensorPallet.keys, netuid, $0] }
    }

    /// The subnets that exist, in order.
    var netuids: [UInt16] {
        // Subnets are numbered one after the other and never dissolved.
        (0..<state[SubtensorPallet.totalNetworks]).filter { state[SubtensorPallet.networksAdded, $0] }
    }
}

extension StateOverlay {
    /// Sets one value of a list that has one for each uid, making the list longer when it ends before.
    mutating func set<Value: ScaleCodable & Sendable>(
        _ value: Value, in item: StorageItem<[Value]>, _ netuid: UInt16, at uid: UInt16
    ) {
        var list = self[item, netuid]
        while list.count <= Int(uid) { list.append(value) }
        list[Int(uid)] = value
        self[item, netuid] = list
    }

    /// One value of such a list; nil beyond its end.
    func value<Value: ScaleCodable & Sendable>(
        _ item: StorageItem<[Value]>, _ netuid: UInt16, at uid: UInt16
    ) -> Value? {
        let list = self[item, netuid]
        return list.indices.contains(Int(uid)) ? list[Int(uid)] : nil
    }
}

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

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
            uid = neuronToPrune(netuid, count: count)
            let pruned = state[SubtensorPallet.keys, netuid, uid]
            state[SubtensorPallet.uids, netuid, pruned] = nil
            state.remove(SubtensorPallet.isNetworkMember, pruned, netuid)
        }
        associate(hotkey, with: coldkey)
        state[SubtensorPallet.uids, netuid, hotkey] = uid
        state[SubtensorPallet.keys, netuid, uid] = hotkey
        state[SubtensorPallet.isNetworkMember, hotkey, netuid] = true
        state[SubtensorPallet.blockAtRegistration, netuid, uid] = block.rawValue
        emit(
            SubtensorPallet.name, "NeuronRegistered",
            [.init(nil, .number(netuid)), .init(nil, .number(uid)), .init(nil, .account(hotkey))])
    }

    /// The oldest neuron past its immunity, or else the oldest of all. Nobody earns here, so that age decides alone.
    private func neuronToPrune(_ netuid: UInt16, count: UInt16) -> UInt16 {
        let immunity = UInt64(state[SubtensorPallet.immunityPeriod, netuid])
        let registered = (0..<count).map { (uid: $0, at: state[SubtensorPallet.blockAtRegistration, netuid, $0]) }
        let mature = registered.filter { block.rawValue - $0.at >= immunity }
        return (mature.isEmpty ? registered : mature).min { $0.at < $1.at }?.uid ?? 0
    }

    private mutating func associate(_ hotkey: AccountID, with coldkey: AccountID) {
        guard state[SubtensorPallet.owner, hotkey] == SubtensorPallet.owner.fallback else { return }
        state[SubtensorPallet.owner, hotkey] = coldkey
        state[SubtensorPallet.ownedHotkeys, coldkey].append(hotkey)
        state[SubtensorPallet.stakingHotkeys, coldkey].append(hotkey)
    }
}

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
            uid = oldestNeuron(netuid, count: count)
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

    /// The neuron that gives way on a full subnet. The pallet takes the one that earns least, those past their immunity
    /// first, the older of equals; nobody earns here, so that age decides alone.
    private func oldestNeuron(_ netuid: UInt16, count: UInt16) -> UInt16 {
        let registered = (0..<count).map { (uid: $0, at: state[SubtensorPallet.blockAtRegistration, netuid, $0]) }
        return registered.min { $0.at < $1.at }?.uid ?? 0
    }

    private mutating func associate(_ hotkey: AccountID, with coldkey: AccountID) {
        guard state[SubtensorPallet.owner, hotkey] == SubtensorPallet.owner.fallback else { return }
        state[SubtensorPallet.owner, hotkey] = coldkey
        state[SubtensorPallet.ownedHotkeys, coldkey].append(hotkey)
        state[SubtensorPallet.stakingHotkeys, coldkey].append(hotkey)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// All neurons of a subnet with their weights and bonds, in the order of their uids.
    public func neurons(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NeuronInfo] {
        try await state(at: block).call(.neurons(netuid))
    }

    /// All neurons of a subnet without weights and bonds, in the order of their uids: much smaller.
    public func neuronsLite(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NeuronInfoLite] {
        try await state(at: block).call(.neuronsLite(netuid))
    }

    /// One neuron with its weights and bonds; nil when the subnet has no such uid.
    public func neuron(
        uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> NeuronInfo? {
        try await state(at: block).call(.neuron(netuid, uid: uid))
    }

    /// One neuron without weights and bonds; nil when the subnet has no such uid.
    public func neuronLite(
        uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> NeuronInfoLite? {
        try await state(at: block).call(.neuronLite(netuid, uid: uid))
    }

    /// The neuron of a hotkey with its weights and bonds; nil when it is not registered on the subnet.
    public func neuron(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> NeuronInfo? {
        let state = try await state(at: block)
        guard let uid = try await state.value(.uids(netuid, hotkey)) else { return nil }
        return try await state.call(.neuron(netuid, uid: uid))
    }

    /// The neurons of some hotkeys on some subnets, without weights and bonds, by subnet and uid. Subnets that are not there are
    /// passed over.
    ///
    /// One question for each subnet on which one is registered.
    public func neuronsLite(
        of hotkeys: some Sequence<AccountID>, on netuids: [NetUID], at block: BlockReference = .head
    ) async throws -> [NeuronInfoLite] {
        let view = pinned(to: try await state(at: block))
        var seen: Set<AccountID> = []
        let found = try await view.registrations(of: hotkeys.filter { seen.insert($0).inserted }, on: netuids)
        let uids = Dictionary(grouping: found, by: \.netuid).mapValues { Set($0.map(\.uid)) }
        return try await withThrowingTaskGroup(of: [NeuronInfoLite].self) { group in
            for (netuid, uids) in uids {
                group.addTask { try await view.neuronsLite(on: netuid).filter { uids.contains($0.uid) } }
            }
            return try await group.reduce(into: []) { $0 += $1 }
                .sorted { ($0.netuid, $0.uid) < ($1.netuid, $1.uid) }
        }
    }

    // MARK: Uids and hotkeys

    /// How many neurons a subnet has.
    public func neuronCount(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt16 {
        try await state(at: block).value(.subnetworkN(netuid)) ?? 0
    }

    /// The uid of a hotkey on a subnet; nil when it is not registered there.
    public func uid(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt16? {
        try await state(at: block).value(.uids(netuid, hotkey))
    }

    /// The uids of several hotkeys on a subnet, those that are registered.
    public func uids(
        of hotkeys: [AccountID], on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: UInt16] {
        let values = try await state(at: block).values(hotkeys.map { StorageAddress.uids(netuid, $0) })
        let found = zip(hotkeys, values).compactMap { hotkey, uid in uid.map { (hotkey, $0) } }
        return Dictionary(found) { first, _ in first }
    }

    /// The hotkey that holds a uid; nil when nobody does.
    public func hotkey(
        of uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AccountID? {
        try await state(at: block).value(.hotkey(netuid, uid: uid))?.ifSet
    }

    /// The hotkey that is meant by a reference to a neuron of a subnet. A hotkey is taken as it is.
    ///
    /// - Throws: `subnetMissing`, and `notRegistered` for a uid that the subnet does not have.
    public func hotkey(
        of neuron: NeuronReference, on netuid: NetUID, at block: BlockReference = .head
    ) async throws -> AccountID {
        // A hotkey takes no question, not even which block is the newest.
        if case .hotkey(let hotkey) = neuron { return hotkey }
        return try await state(at: block).hotkey(of: neuron, on: netuid)
    }

    /// The hotkeys of a subnet, by uid.
    public func hotkeys(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: AccountID] {
        try await state(at: block).dictionary(.hotkeys(netuid))
    }

    /// The subnets on which a hotkey is registered, in order.
    public func netuids(
        of hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NetUID] {
        try await state(at: block).entries(.memberships(of: hotkey)).filter(\.value).map(\.key).sorted()
    }

    /// The block at which each neuron of a subnet last set weights, in the order of their uids.
    public func lastUpdates(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [BlockNumber] {
        (try await state(at: block).value(.lastUpdates(netuid)) ?? []).map { BlockNumber($0) }
    }

    /// The number of blocks since a neuron last set weights; nil when the subnet has no such uid.
    public func blocksSinceUpdate(
        of uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt64? {
        let state = try await state(at: block)
        let updates = try await state.value(.lastUpdates(netuid)) ?? []
        guard updates.indices.contains(Int(uid)) else { return nil }
        let number = state.number.rawValue
        return number - min(number, updates[Int(uid)])
    }
}

extension ChainState {
    /// The hotkey that is meant by a reference.
    func hotkey(of neuron: NeuronReference, on netuid: NetUID) async throws -> AccountID {
        switch neuron {
        case .hotkey(let hotkey): return hotkey
        case .uid(let uid):
            try await requireSubnets([netuid])
            guard let hotkey = try await value(.hotkey(netuid, uid: uid))?.ifSet else {
                throw BittensorError(.notRegistered, "subnet \(netuid) has no uid \(uid)")
            }
            return hotkey
        }
    }
}

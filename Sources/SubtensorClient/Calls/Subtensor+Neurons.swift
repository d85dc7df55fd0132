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

    /// The hotkeys of a subnet, by uid.
    public func hotkeys(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: AccountID] {
        let found = try await state(at: block).entries(
            of: "SubtensorModule", "Keys", under: [netuid.scaleEncoded], key: UInt16.self, value: AccountID.self)
        return Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// The subnets on which a hotkey is registered, in order.
    public func netuids(
        of hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NetUID] {
        try await state(at: block).entries(
            of: "SubtensorModule", "IsNetworkMember", under: [hotkey.scaleEncoded], key: NetUID.self, value: Bool.self
        ).filter(\.value).map(\.key).sorted()
    }

    /// The block at which each neuron of a subnet last set weights, in the order of their uids.
    public func lastUpdates(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [BlockNumber] {
        let address = StorageAddress<[UInt64]>("SubtensorModule", "LastUpdate", netuid)
        return (try await state(at: block).value(address) ?? []).map { BlockNumber($0) }
    }

    /// The number of blocks since a neuron last set weights; nil when the subnet has no such uid.
    public func blocksSinceUpdate(
        of uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> UInt64? {
        let state = try await state(at: block)
        let updates = try await state.value(StorageAddress<[UInt64]>("SubtensorModule", "LastUpdate", netuid)) ?? []
        guard updates.indices.contains(Int(uid)) else { return nil }
        let number = state.number.rawValue
        return number - min(number, updates[Int(uid)])
    }
}

extension StorageAddress where Value == AccountID {
    /// The hotkey that holds a uid; 32 zero bytes when nobody does.
    public static func hotkey(_ netuid: NetUID, uid: UInt16) -> Self { .init("SubtensorModule", "Keys", netuid, uid) }
}

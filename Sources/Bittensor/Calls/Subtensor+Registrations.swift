public import ProofOfWork
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

/// Where a hotkey is registered.
public struct NeuronRegistration: Hashable, Sendable {
    public let hotkey: AccountID
    public let netuid: NetUID
    public let uid: UInt16

    public init(hotkey: AccountID, netuid: NetUID, uid: UInt16) {
        self.hotkey = hotkey
        self.netuid = netuid
        self.uid = uid
    }
}

extension Subtensor {
    /// Where some hotkeys are registered, on all subnets: in the order of the hotkeys, and of the subnets for each.
    public func registrations(
        of hotkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [NeuronRegistration] {
        let state = try await state(at: block)
        let netuids = try await state.netuids()
        let places = hotkeys.flatMap { hotkey in netuids.map { (hotkey, $0) } }
        let uids = try await state.values(places.map { StorageAddress.uids($1, $0) })
        return zip(places, uids).compactMap { place, uid in
            uid.map { NeuronRegistration(hotkey: place.0, netuid: place.1, uid: $0) }
        }
    }

    /// Where the hotkeys of a coldkey are registered, on all subnets.
    public func registrations(
        ownedBy coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NeuronRegistration] {
        // Both readings are of the same block.
        let state = try await state(at: block)
        let address = StorageAddress<[AccountID]>("SubtensorModule", "OwnedHotkeys", coldkey)
        let hotkeys = try await state.value(address) ?? []
        return try await registrations(of: hotkeys, at: .hash(state.hash))
    }
}

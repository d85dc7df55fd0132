// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
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
        return try await state.registrations(of: hotkeys, on: try await state.listedNetuids())
    }

    /// Where some hotkeys are registered on some subnets, which need not be there: in the order of the hotkeys, and of the
    /// subnets for each.
    public func registrations(
        of hotkeys: [AccountID], on netuids: [NetUID], at block: BlockReference = .head
    ) async throws(ClientError) -> [NeuronRegistration] {
        try await state(at: block).registrations(of: hotkeys, on: netuids)
    }

    /// Where the hotkeys of a coldkey are registered, on all subnets.
    public func registrations(
        ownedBy coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NeuronRegistration] {
        // All readings are of the same block.
        let view = pinned(to: try await state(at: block))
        async let listed = Result { () async throws(ClientError) in try await view.listedNetuids() }
        let hotkeys = try await view.hotkeys(ownedBy: coldkey)
        return try await view.registrations(of: hotkeys, on: try await listed.get())
    }
}

extension ChainState {
    fileprivate func registrations(
        of hotkeys: [AccountID], on netuids: [NetUID]
    ) async throws(ClientError) -> [NeuronRegistration] {
        let places = hotkeys.flatMap { hotkey in netuids.map { (hotkey, $0) } }
        let (exist, uids) = try await values(
            listed: netuids.map { StorageAddress.networksAdded($0) }, places.map { StorageAddress.uids($1, $0) })
        let present = Set(zip(netuids, exist).filter { $1 == true }.map(\.0))
        return zip(places, uids).compactMap { place, uid in
            guard let uid, present.contains(place.1) else { return nil }
            return NeuronRegistration(hotkey: place.0, netuid: place.1, uid: uid)
        }
    }
}

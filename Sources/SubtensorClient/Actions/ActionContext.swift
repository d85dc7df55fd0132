// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What an action is checked against: one state of the chain, and who acts.
struct ActionContext: Sendable {
    let subtensor: Subtensor
    let state: ChainState
    /// The account that acts. The chain's pallets take it for the signer, also where another signs in its name.
    let signer: AccountID

    var metadata: RuntimeMetadata { state.runtimeAfter.metadata }

    /// The first form that the runtime has.
    ///
    /// - Parameter replacement: what to do instead where it has none, as the end of a sentence.
    func call(_ forms: CallForm..., replacement: String) throws(BittensorError) -> Call {
        for form in forms {
            if let call = form.call(in: metadata) { return call }
        }
        let runtime = state.runtimeAfter.version.title
        throw BittensorError(
            .callMissing, "\(runtime) has no \(forms.map(\.name).joined(separator: " or ")): \(replacement)")
    }

    // MARK: Checks

    func requireSubnet(_ netuid: NetUID) async throws { try await state.requireSubnets([netuid]) }

    /// The uid of a hotkey.
    @discardableResult
    func requireRegistered(_ hotkey: AccountID, on netuid: NetUID) async throws -> UInt16 {
        try await requireSubnet(netuid)
        guard let uid = try await state.value(.uids(netuid, hotkey)) else {
            throw BittensorError(
                .notRegistered, "the hotkey \(hotkey) is not registered on subnet \(netuid): register it first")
        }
        return uid
    }

    func requireUnregistered(_ hotkey: AccountID, on netuid: NetUID) async throws {
        try await requireSubnet(netuid)
        if let uid = try await state.value(.uids(netuid, hotkey)) {
            throw BittensorError(.alreadyRegistered, "the hotkey \(hotkey) is uid \(uid) of subnet \(netuid) already")
        }
    }

    /// The coldkey that owns a hotkey, which the chain has to know.
    func owner(of hotkey: AccountID) async throws -> AccountID {
        guard let owner = try await state.value(.owner(of: hotkey))?.ifSet else {
            throw BittensorError(
                .notRegistered, "the chain does not know the hotkey \(hotkey): it is not registered on any subnet")
        }
        return owner
    }

    /// That the signer's coldkey owns the hotkey.
    func requireOwnership(of hotkey: AccountID) async throws {
        let owner = try await owner(of: hotkey)
        guard owner == signer else {
            throw BittensorError(
                .hotkeyOfAnotherColdkey, "the hotkey \(hotkey) belongs to the coldkey \(owner), not to \(signer)")
        }
    }

    /// The same, or that nobody owns it yet.
    func requireNoOtherOwner(of hotkey: AccountID) async throws {
        if let owner = try await state.value(.owner(of: hotkey))?.ifSet, owner != signer {
            throw BittensorError(
                .hotkeyOfAnotherColdkey,
                "the hotkey \(hotkey) belongs to the coldkey \(owner), not to \(signer): use that one, or a new hotkey")
        }
    }

    func requireSubnetOwnership(_ netuid: NetUID) async throws {
        try await requireSubnet(netuid)
        guard let owner = try await state.value(.subnetOwner(netuid))?.ifSet, owner == signer else {
            throw BittensorError(.notOwner, "subnet \(netuid) does not belong to \(signer): only its owner may do this")
        }
    }

    // MARK: Readings

    /// The hotkey that is meant.
    func hotkey(_ neuron: NeuronReference, on netuid: NetUID) async throws -> AccountID {
        try await state.hotkey(of: neuron, on: netuid)
    }

    /// What the signer has staked on a hotkey of a subnet.
    func stake(on hotkey: AccountID, _ netuid: NetUID) async throws(ClientError) -> Alpha {
        try await stake(of: signer, on: hotkey, netuid)
    }

    /// What a coldkey has staked there.
    func stake(
        of coldkey: AccountID, on hotkey: AccountID, _ netuid: NetUID
    ) async throws(ClientError) -> Alpha {
        try await state.alpha(of: coldkey, on: hotkey, netuid)
    }

    func balance() async throws -> Balance { try await state.value(.account(signer))?.free ?? .zero }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// The weights that the neurons of a subnet have set, by uid; those without weights are left out.
    public func weights(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        try await weights(on: netuid, mechanism: 0, at: block)
    }

    /// The weights that the neurons of a subnet have set under one of its incentive mechanisms; 0 is the first.
    public func weights(
        on netuid: NetUID, mechanism: UInt8, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        try await state(at: block).dictionary(.weights(MechanismIndex(netuid, mechanism: mechanism)))
    }

    /// The weights that one neuron has set.
    public func weights(
        of uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UIDValue] {
        try await state(at: block).value(.weights(MechanismIndex(netuid), uid: uid)) ?? []
    }

    /// The weights that a member of the root has given the subnets, as parts of 1.
    ///
    /// - Throws: `notRegistered` for a hotkey that is no member.
    public func rootWeights(
        of hotkey: AccountID, at block: BlockReference = .head
    ) async throws -> [NetUID: Float] {
        let view = pinned(to: try await state(at: block))
        guard let uid = try await view.uid(of: hotkey, on: 0) else {
            throw BittensorError(
                .notRegistered, "the hotkey \(hotkey) is no member of the root: register it there first")
        }
        return try await view.weights(of: uid, on: 0).rootParts
    }

    /// The bonds of a subnet's neurons, by uid; those without bonds are left out.
    public func bonds(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        try await bonds(on: netuid, mechanism: 0, at: block)
    }

    /// The bonds of a subnet's neurons under one of its incentive mechanisms; 0 is the first.
    public func bonds(
        on netuid: NetUID, mechanism: UInt8, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        try await state(at: block).dictionary(.bonds(MechanismIndex(netuid, mechanism: mechanism)))
    }
}

extension [UIDValue] {
    /// The weights of a member of the root as parts of 1: what counts uids elsewhere counts subnets on the root.
    public var rootParts: [NetUID: Float] {
        let sum = reduce(Float(0)) { $0 + Float($1.value) }
        guard sum > 0 else { return [:] }
        return Dictionary(map { (NetUID($0.uid), Float($0.value) / sum) }) { first, _ in first }
    }
}

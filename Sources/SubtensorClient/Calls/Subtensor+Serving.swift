// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// Where a hotkey serves requests on a subnet; nil when it never announced it.
    public func axon(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> AxonInfo? {
        try await state(at: block).value(.axon(netuid, hotkey))
    }

    /// Where the hotkeys of a subnet serve requests, those that ever announced it.
    public func axons(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: AxonInfo] {
        try await state(at: block).dictionary(.axons(netuid))
    }

    /// Where a hotkey serves measurements on a subnet; nil when it never announced it.
    public func prometheus(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> PrometheusInfo? {
        try await state(at: block).value(.prometheus(netuid, hotkey))
    }

    /// The public key under which a hotkey serves by TLS on a subnet; nil when it never announced one.
    public func certificate(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> NeuronCertificate? {
        try await state(at: block).value(.certificate(netuid, hotkey))
    }

    /// The public keys under which the hotkeys of a subnet serve by TLS, those that ever announced one.
    public func certificates(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: NeuronCertificate] {
        try await state(at: block).dictionary(.certificates(netuid))
    }
}

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
        try await state(at: block).value(StorageAddress<AxonInfo>("SubtensorModule", "Axons", netuid, hotkey))
    }

    /// Where the hotkeys of a subnet serve requests, those that ever announced it.
    public func axons(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: AxonInfo] {
        let found = try await state(at: block).entries(
            of: "SubtensorModule", "Axons", under: [netuid.scaleEncoded], key: AccountID.self, value: AxonInfo.self)
        return Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// Where a hotkey serves measurements on a subnet; nil when it never announced it.
    public func prometheus(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> PrometheusInfo? {
        try await state(at: block).value(
            StorageAddress<PrometheusInfo>("SubtensorModule", "Prometheus", netuid, hotkey))
    }
}

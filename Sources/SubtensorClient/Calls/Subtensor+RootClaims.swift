// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// What becomes of what a coldkey's stake on the root earns.
    public func rootClaimType(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> RootClaimType {
        try await state(at: block).value(.rootClaimType(coldkey)) ?? .swap
    }

    /// The alpha that each TAO on a hotkey of the root has earned so far, by subnet.
    public func rootClaimableRates(
        of hotkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> [NetUID: I96F32] {
        let rates = try await state(at: block).value(.rootClaimable(hotkey)) ?? []
        return Dictionary(rates.map { ($0.first, $0.second) }) { first, _ in first }
    }

    /// What a coldkey can claim on a subnet for its stake on a hotkey of the root.
    public func rootClaimable(
        by coldkey: AccountID, on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Alpha {
        let state = try await state(at: block)
        async let stake = Result { () async throws(ClientError) in try await state.alpha(of: coldkey, on: hotkey, 0) }
        let (rates, claimed) = try await state.values(.rootClaimable(hotkey), .rootClaimed(netuid, hotkey, coldkey))
        guard let rate = rates?.first(where: { $0.first == netuid })?.second, rate.bits > 0 else { return .zero }
        // The rate has 32 binary digits behind its point.
        let product = UInt128(rate.bits.magnitude).multipliedFullWidth(by: UInt128(try await stake.get().rao))
        let earned = product.high == 0 ? product.low >> 32 : .max
        return Alpha(rao: UInt64(clamping: earned - min(earned, claimed ?? 0)))
    }

    /// What a coldkey has claimed on a subnet for its stake on a hotkey of the root.
    public func rootClaimed(
        by coldkey: AccountID, on hotkey: AccountID, netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Alpha {
        Alpha(rao: UInt64(clamping: try await state(at: block).value(.rootClaimed(netuid, hotkey, coldkey)) ?? 0))
    }

    /// What the stake on a hotkey of the root earned on a subnet in its last epoch.
    public func rootAlphaDividends(
        of hotkey: AccountID, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> Alpha {
        try await state(at: block).value(.rootAlphaDividends(netuid, hotkey)) ?? .zero
    }

    /// The least that the chain claims by itself on a subnet, in the smallest unit of alpha.
    public func rootClaimThreshold(
        on netuid: NetUID = 0, at block: BlockReference = .head
    ) async throws(ClientError) -> I96F32 {
        try await state(at: block).value(.rootClaimThreshold(netuid)) ?? I96F32(bits: 0)
    }
}

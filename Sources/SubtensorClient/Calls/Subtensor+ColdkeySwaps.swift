// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// Whether a coldkey is about to be replaced, and whether that is disputed.
    public func coldkeySwap(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> ColdkeySwapStatus {
        let (announcement, dispute) = try await state(at: block).values(
            .coldkeySwapAnnouncement(coldkey), .coldkeySwapDispute(coldkey))
        return ColdkeySwapStatus(announcement: announcement, disputedSince: dispute)
    }

    /// All coldkeys that are about to be replaced.
    public func coldkeySwapAnnouncements(
        at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: AnnouncedColdkeySwap] {
        try await state(at: block).dictionary(.coldkeySwapAnnouncements)
    }

    /// All coldkeys whose swap is disputed, and since which block.
    public func coldkeySwapDisputes(
        at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: BlockNumber] {
        try await state(at: block).dictionary(.coldkeySwapDisputes)
    }

    /// How long a coldkey swap takes, and what it costs.
    public func coldkeySwapConstants(
        at block: BlockReference = .head
    ) async throws(ClientError) -> ColdkeySwapConstants {
        let state = try await state(at: block)
        let (delay, again) = try await state.values(.coldkeySwapAnnouncementDelay, .coldkeySwapReannouncementDelay)
        return ColdkeySwapConstants(
            announcementDelay: delay ?? 0, reannouncementDelay: again ?? 0,
            keySwapCost: try state.constantIfKnown("SubtensorModule", "KeySwapCost"))
    }
}

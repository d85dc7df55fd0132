// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Where the storage has the stake of a coldkey on a hotkey of a subnet.
struct StoredAlpha: Hashable, Sendable {
    let coldkey: AccountID
    let hotkey: AccountID
    let netuid: NetUID

    /// What it takes to know the amount.
    var queries: [StorageQuery] {
        [
            StorageQuery("SubtensorModule", "Alpha", hotkey, coldkey, netuid),
            StorageQuery("SubtensorModule", "TotalHotkeyShares", hotkey, netuid),
            StorageQuery("SubtensorModule", "TotalHotkeyAlpha", hotkey, netuid),
            // Before subnets had stake of their own.
            StorageQuery("SubtensorModule", "Stake", hotkey, coldkey),
        ]
    }

    /// The amount, by the values of these queries: it lies there in older runtimes, later ones keep a share of the hotkey's pool.
    static func amount(_ found: some RandomAccessCollection<ScaleValue?>) -> Alpha {
        let found = Array(found)
        guard found.count == 4 else { return .zero }
        guard let share = found[0]?["bits"]?.unsigned?.exactUInt128 else {
            return Alpha(rao: found[0]?.uint64 ?? found[3]?.uint64 ?? 0)
        }
        guard let all = found[1]?["bits"]?.unsigned?.exactUInt128, all > 0, share <= all, let total = found[2]?.uint64
        else { return .zero }
        let product = share.multipliedFullWidth(by: UInt128(total))
        return Alpha(rao: UInt64(clamping: all.dividingFullWidth(product).quotient))
    }
}

extension ChainState {
    /// How much stake lies at each of some places, read together.
    func amounts(at places: [StoredAlpha]) async throws(ClientError) -> [(place: StoredAlpha, stake: Alpha)] {
        var rest = try await values(places.flatMap(\.queries))[...]
        return places.map { place in
            let found = rest.prefix(place.queries.count)
            rest = rest.dropFirst(found.count)
            return (place, StoredAlpha.amount(found))
        }
    }
}

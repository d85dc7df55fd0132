// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// What a search did over time, for a picture: as many moments as a picture has room for, however long it lasts.
struct SearchHistory: Hashable, Sendable {
    struct Moment: Hashable, Sendable {
        let elapsed: Duration
        /// Hashes per second of each device, over ten seconds.
        let rates: [String: Double]
        let chance: Double
        /// Blocks, and seals that the chain did not take, up to then.
        let blocks: Int
        let refused: Int
    }

    static let most = 360

    private(set) var moments: [Moment] = []
    /// The time between two of them: doubled whenever there are too many.
    private var step = Duration.seconds(1)

    mutating func note(_ snapshot: SearchSnapshot) {
        let statistics = snapshot.statistics
        if let last = moments.last, statistics.elapsed - last.elapsed < step { return }
        moments.append(
            Moment(
                elapsed: statistics.elapsed,
                rates: Dictionary(
                    statistics.devices.map { ($0.name, $0.rates.tenSeconds.perSecond) }, uniquingKeysWith: { $1 }),
                chance: statistics.luck.chanceSoFar, blocks: statistics.blocks, refused: snapshot.refused))
        guard moments.count > Self.most else { return }
        moments = moments.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        step *= 2
    }

    var document: OutputDocument {
        let names = Set(moments.flatMap(\.rates.keys)).sorted()
        return [
            "elapsed_seconds": .array(moments.map { .number($0.elapsed / .seconds(1)) }),
            "hash_rate": .object(
                names.map { name in
                    .init(name: name, value: .array(moments.map { .number($0.rates[name] ?? 0) }))
                }),
            "chance_so_far": .array(moments.map { .number($0.chance) }),
            "blocks": .array(moments.map { .integer($0.blocks) }),
            "refused": .array(moments.map { .integer($0.refused) }),
        ]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

extension Subtensor {
    /// What happened to some keys in the newest blocks: transfers, stake, registrations, fees, whatever names them.
    ///
    /// Read from the events of one block after the other, as far back as the node keeps them: ordinary nodes keep 256 blocks,
    /// archive nodes all.
    ///
    /// - Parameters:
    ///   - blocks: how many blocks are looked at, at least 1.
    ///   - limit: how many entries are enough, at least 1.
    public func history(of keys: HistoryKeys, blocks: UInt64 = 256, limit: Int = 1000) async throws -> History {
        guard blocks > 0, limit > 0 else {
            throw BittensorError(
                .invalidOption, "a history of \(blocks) blocks and \(limit) entries is none: ask for 1 or more")
        }
        let head = try await head().number
        var history = History(first: head, last: head)
        let lowest = head.rawValue - min(head.rawValue, blocks - 1)
        var highest = head.rawValue
        while true {
            let lower = max(lowest, highest - min(highest, Self.blocksAtOnce - 1))
            for (number, found) in try await entries(of: keys, in: lower...highest) {
                guard let found else {
                    history.end = .discarded
                    return history
                }
                history.first = number
                history.entries += found.prefix(limit - history.entries.count)
                if !found.isEmpty { history.times[number] = try await timestamp(at: .number(number)) }
                guard history.entries.count < limit else {
                    history.end = .limit
                    return history
                }
            }
            guard lower > lowest else { break }
            highest = lower - 1
        }
        if lowest == 0 { history.end = .genesis }
        return history
    }

    /// As many requests as public nodes answer at once.
    private static let blocksAtOnce: UInt64 = 16

    /// The entries of some blocks, the newest first; nil for a block that the node has not kept.
    private func entries(
        of keys: HistoryKeys, in blocks: ClosedRange<UInt64>
    ) async throws -> [(BlockNumber, [HistoryEntry]?)] {
        try await withThrowingTaskGroup(of: (BlockNumber, [HistoryEntry]?).self) { group in
            for block in blocks {
                group.addTask {
                    let number = BlockNumber(block)
                    do {
                        let events = try await state(at: .number(number)).events()
                        return (number, events.compactMap { HistoryEntry($0, in: number, of: keys) }.reversed())
                    } catch let error as ClientError where error.code == .stateDiscarded {
                        return (number, nil)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 > $1.0 }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// One task's times: ours and the peers'.
struct Comparison {
    let title: String
    private var milliseconds: [String: [Double]] = [:]
    private var sums: [String: Set<UInt64>] = [:]

    private static let own = "swift-bittensor"

    init(title: String) { self.title = title }

    /// Times `work`, which returns a sum over what it read. The sum is made outside of what is timed for the peers, and
    /// inside of it for us.
    mutating func ours(times: Int, _ work: () throws -> UInt64) rethrows {
        for _ in 0..<times {
            let start = ContinuousClock.now
            let sum = try work()
            milliseconds[Self.own, default: []].append((ContinuousClock.now - start) / .milliseconds(1))
            sums[Self.own, default: []].insert(sum)
        }
    }

    mutating func add(_ peers: [String: DecodePeers.Timing]) {
        for (name, timing) in peers {
            milliseconds[name, default: []] += timing.milliseconds
            sums[name, default: []].insert(timing.checksum)
        }
    }

    /// Whether every reader read the same.
    var agree: Bool { Set(sums.values).count == 1 && sums.values.allSatisfy { $0.count == 1 } }

    /// How many times as long the fastest peer takes; nil without peers.
    var ratio: Double? {
        let peers = milliseconds.filter { $0.key != Self.own }.values.map(Self.median)
        return peers.min().map { $0 / Self.median(milliseconds[Self.own] ?? []) }
    }

    /// A table of medians and quartiles.
    var table: String {
        let own = Self.median(milliseconds[Self.own] ?? [])
        let rows = milliseconds.sorted { Self.median($0.value) < Self.median($1.value) }.map { name, times in
            let sorted = times.sorted()
            let numbers = String(
                format: "%8.3f ms  (%.3f … %.3f)  × %.2f", Self.median(times), sorted[sorted.count / 4],
                sorted[sorted.count * 3 / 4], Self.median(times) / own)
            return "  " + name.padding(toLength: 34, withPad: " ", startingAt: 0) + numbers
        }
        let sum = sums[Self.own]?.first.map(String.init) ?? ""
        return ([title + ", sum \(sum)\(agree ? "" : ": THE READERS DISAGREE")"] + rows).joined(separator: "\n")
    }

    private static func median(_ times: [Double]) -> Double { times.isEmpty ? 0 : times.sorted()[times.count / 2] }
}

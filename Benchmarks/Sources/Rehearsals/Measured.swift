// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// What rehearsals of one kind have taken.
struct Measured: CustomStringConvertible {
    struct Spent {
        let time: Duration
        let processor: Duration
        let traffic: MeteredConnection.Traffic
    }

    let action: String
    let kind: String
    /// What the median may be.
    let limit: Duration?
    /// Whether it was given up before its end.
    var isCut = false
    private var spent: [Spent] = []

    init(_ action: String, _ kind: String, atMost limit: Duration?) {
        self.action = action
        self.kind = kind
        self.limit = limit
    }

    mutating func add(_ spent: Spent) { self.spent.append(spent) }

    /// That it takes longer than it may; nil where it does not.
    var failure: String? {
        guard let limit, let median = median(\.time), median > limit else { return nil }
        return "\(action), \(kind): the median is above \(limit)"
    }

    var description: String {
        guard let time = median(\.time), let least = spent.map(\.time).min(), let most = spent.map(\.time).max(),
            let processor = median(\.processor), let requests = median(\.traffic.requests),
            let rounds = median(\.traffic.rounds)
        else { return "\(action), \(kind): not measured" }
        return "\(action), \(kind): \(seconds(time)) s (\(seconds(least)) … \(seconds(most))), "
            + "\(seconds(processor)) s of processor time, \(requests) requests, \(rounds) rounds"
            + (isCut ? ", given up then" : "")
    }

    private func median<Value: Comparable>(_ value: (Spent) -> Value) -> Value? {
        spent.isEmpty ? nil : spent.map(value).sorted()[spent.count / 2]
    }

    private func seconds(_ duration: Duration) -> String { String(format: "%.3f", duration / .seconds(1)) }
}

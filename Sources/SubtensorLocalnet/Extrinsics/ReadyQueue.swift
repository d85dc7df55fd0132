// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime

/// What a block can take, in the order in which nodes offer it: the highest priority first, then what ends first, then what came first;
/// and nothing before what it needs.
struct ReadyQueue: Sendable {
    typealias Entry = TransactionPool.Entry

    /// What needs nothing that is still to come, the next one last.
    private var next: [Entry] = []
    /// The others, by what they need.
    private var followers: [ValidTransaction.Tag: [Entry]] = [:]
    /// How many tags each of those still needs.
    private var needs: [Hash256: Int] = [:]

    /// - Parameter isToCome: whether something in the pool brings a tag about.
    init(_ entries: [Entry], after isToCome: (ValidTransaction.Tag) -> Bool) {
        for entry in entries {
            let tags = entry.requires.filter(isToCome)
            for tag in tags { followers[tag, default: []].append(entry) }
            if tags.isEmpty { next.append(entry) } else { needs[entry.hash] = tags.count }
        }
        next.sort { Self.comes($1, before: $0) }
    }

    /// The next one; nil when there is none, or only what needs others that the block did not take.
    mutating func pop() -> Entry? { next.popLast() }

    /// Lets come what has waited for an extrinsic that the block has taken.
    mutating func follow(_ entry: Entry) {
        for tag in entry.provides {
            for follower in followers.removeValue(forKey: tag) ?? [] {
                guard let count = needs[follower.hash] else { continue }
                needs[follower.hash] = count - 1
                if count == 1 { insert(follower) }
            }
        }
    }

    private mutating func insert(_ entry: Entry) {
        var (low, high) = (0, next.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.comes(entry, before: next[middle]) { low = middle + 1 } else { high = middle }
        }
        next.insert(entry, at: low)
    }

    private static func comes(_ first: Entry, before second: Entry) -> Bool {
        guard first.priority == second.priority else { return first.priority > second.priority }
        guard first.lastBlock == second.lastBlock else { return first.lastBlock < second.lastBlock }
        return first.readiness ?? .max < second.readiness ?? .max
    }
}

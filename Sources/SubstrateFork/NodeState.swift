// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives
public import SubstrateRuntime
import Synchronization

/// The state after a block that a node keeps, as a fork asks for it.
public final class NodeState: Sendable {
    private let client: SubstrateClient
    private let block: Hash256
    private let counted = Mutex(ForkTraffic())

    public init(of block: Hash256, at client: SubstrateClient) {
        self.block = block
        self.client = client
    }

    /// How often the node was asked.
    public var traffic: ForkTraffic { counted.withLock { $0 } }

    /// The code of the runtime that makes the next block.
    ///
    /// - Parameter memory: Where it may be already, and where it is kept.
    public func code(_ memory: any CodeMemory) async throws -> [UInt8] {
        let key = StorageKey(bytes: GenesisState.codeKey)
        count(rounds: 1, requests: 1)
        if let hash = try await client.storageHash(of: key, at: block), let code = memory.code(hash),
            Hash256(unchecked: Hashing.blake2b256(code)) == hash
        {
            return code
        }
        count(rounds: 1, requests: 1)
        guard let code = try await client.storage([key], at: block)[key] else {
            throw ClientError(
                .notInRuntime,
                "this chain keeps no runtime under ':code': its rules are no program that could be run here")
        }
        memory.keep(code, Hash256(unchecked: Hashing.blake2b256(code)))
        return code
    }

    /// What every block reads: the values that are no maps.
    public func plainValues(by metadata: RuntimeMetadata) async throws -> [StateAnswer] {
        var keys: [StorageKey] = []
        for pallet in metadata.pallets {
            guard let storage = pallet.storage else { continue }
            for item in storage.items where item.hashers.isEmpty {
                keys.append(StorageKey(bytes: StorageKey.prefix(pallet: storage.prefix, item: item.name)))
            }
        }
        count(requests: 1 + keys.count / SubstrateClient.keysPerPage)
        let values = try await client.storage(keys, at: block)
        return keys.map { .value(values[$0], key: $0.bytes, child: nil) }
    }

    /// Asks for all of this at once.
    ///
    /// - Parameter isRound: Whether it is a round of its own; else it goes along with another.
    public func answers(to questions: Set<StateQuestion>, isRound: Bool = true) async throws -> [StateAnswer] {
        if isRound { count(rounds: 1) }
        return try await withThrowingTaskGroup(of: [StateAnswer].self) { group in
            var keys: [[UInt8]?: [StorageKey]] = [:]
            var starts: [KeyedItem: [[UInt8]]] = [:]
            for question in questions {
                switch question {
                case .value(let key, let child): keys[child, default: []].append(StorageKey(bytes: key))
                case .keys(let start, let child): starts[KeyedItem(of: start, in: child), default: []].append(start)
                }
            }
            for (child, keys) in keys { group.addTask { try await self.values(keys, in: child) } }
            for (item, starts) in starts { group.addTask { try await self.keys(of: item, after: starts) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func values(_ keys: [StorageKey], in child: [UInt8]?) async throws -> [StateAnswer] {
        count(requests: child == nil ? (keys.count - 1) / SubstrateClient.keysPerPage + 1 : keys.count)
        let values =
            if let child { try await client.storage(keys, inChild: child, at: block) } else {
                try await client.storage(keys, at: block)
            }
        return keys.map { .value(values[$0], key: $0.bytes, child: child) }
    }

    /// The keys that come after places in an item: those of the item, which a runtime mostly means, and the first one of what follows it.
    private func keys(of item: KeyedItem, after starts: [[UInt8]]) async throws -> [StateAnswer] {
        let inside = starts.filter { $0.lexicographicallyPrecedes(item.end) }
        guard let first = inside.min(by: { $0.lexicographicallyPrecedes($1) }) else {
            return try await pages(after: starts) { try await self.keys(behind: item, after: $0) }
        }
        count(requests: 1)
        async let following = page(under: [], after: item.end, 1, in: item.child)
        // Mostly the first place's page has all that the others ask for.
        let answer = try await keys(within: item, after: first)
        let others = inside.filter { $0 != first && !answer.reaches(beyond: $0) }
        var answers = [answer] + (try await pages(after: others) { try await self.keys(within: item, after: $0) })
        if inside.count < starts.count {
            let behind = starts.filter { !$0.lexicographicallyPrecedes(item.end) }
            answers += try await pages(after: behind) { try await self.keys(behind: item, after: $0) }
        }
        let next = try await following.first
        answers.append(.keys([next].compactMap(\.self), after: item.end, through: next, child: item.child))
        return answers
    }

    private func pages(
        after starts: [[UInt8]], _ page: @escaping @Sendable ([UInt8]) async throws -> StateAnswer
    ) async throws -> [StateAnswer] {
        try await withThrowingTaskGroup(of: StateAnswer.self) { group in
            for start in starts { group.addTask { try await page(start) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func keys(within item: KeyedItem, after start: [UInt8]) async throws -> StateAnswer {
        count(requests: 1)
        let most = SubstrateClient.keysPerPage
        let page = try await page(under: item.prefix, after: start, most, in: item.child)
        guard page.count < most else { return .keys(page, after: start, through: page.last, child: item.child) }
        let own = page.filter { !item.end.lexicographicallyPrecedes($0) }
        return .keys(own, after: start, through: item.end, child: item.child)
    }

    private func keys(behind item: KeyedItem, after start: [UInt8]) async throws -> StateAnswer {
        count(requests: 1)
        let most = SubstrateClient.keysPerPage
        let page = try await page(under: [], after: start, most, in: item.child)
        return .keys(page, after: start, through: page.count < most ? nil : page.last, child: item.child)
    }

    private func page(
        under prefix: [UInt8], after start: [UInt8], _ most: Int, in child: [UInt8]?
    ) async throws -> [[UInt8]] {
        try await client.storageKeys(
            under: StorageKey(bytes: prefix), after: StorageKey(bytes: start), count: most, in: child, at: block
        ).map(\.bytes)
    }

    private func count(rounds: Int = 0, requests: Int = 0) {
        counted.withLock { counted in
            counted.rounds += rounds
            counted.requests += requests
        }
    }
}

/// The keys of one item of the storage.
private struct KeyedItem: Hashable, Sendable {
    let prefix: [UInt8]
    let child: [UInt8]?

    init(of key: [UInt8], in child: [UInt8]?) {
        prefix = [UInt8](key.prefix(Self.prefixLength))
        self.child = child
    }

    /// Behind every key of the item that there may be; if there is one behind that, it comes as what follows.
    var end: [UInt8] { prefix + [UInt8](repeating: 0xff, count: Self.longestKey) }

    /// Pallet and item take the first 32 bytes of each key.
    private static let prefixLength = 32
    private static let longestKey = 256
}

extension StateAnswer {
    /// Whether it tells, too, what comes right after `key`, which is not before its start.
    fileprivate func reaches(beyond key: [UInt8]) -> Bool {
        guard case .keys(_, _, let end?, _) = self else { return true }
        return key.lexicographicallyPrecedes(end)
    }
}

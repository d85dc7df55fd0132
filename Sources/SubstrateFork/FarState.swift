// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives
public import SubstrateRuntime
import Synchronization

/// The state after a block that a node keeps, as a fork asks for it.
public final class FarState: Sendable {
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
            for question in questions {
                switch question {
                case .value(let key, let child): keys[child, default: []].append(StorageKey(bytes: key))
                case .keys(let start, let child): group.addTask { try await self.keys(after: start, in: child) }
                }
            }
            for (child, keys) in keys { group.addTask { try await self.values(keys, in: child) } }
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

    /// The keys that come next: those of the same item, which a runtime mostly means, and the first one of what follows it.
    private func keys(after start: [UInt8], in child: [UInt8]?) async throws -> [StateAnswer] {
        let most = SubstrateClient.keysPerPage
        let item = [UInt8](start.prefix(Self.itemPrefix))
        // Behind every key of the item that there may be; if there is one behind that, it comes as what follows.
        let end = item + [UInt8](repeating: 0xff, count: Self.longestKey)
        guard start.lexicographicallyPrecedes(end) else {
            count(requests: 1)
            let page = try await page(under: [], after: start, most, in: child)
            return [.keys(page, after: start, through: page.count < most ? nil : page.last, child: child)]
        }
        count(requests: 2)
        async let following = page(under: [], after: end, 1, in: child)
        let page = try await page(under: item, after: start, most, in: child)
        let next = try await following.first
        let beyond = StateAnswer.keys([next].compactMap(\.self), after: end, through: next, child: child)
        guard page.count < most else { return [.keys(page, after: start, through: page.last, child: child), beyond] }
        let own = page.filter { !end.lexicographicallyPrecedes($0) }
        return [.keys(own, after: start, through: end, child: child), beyond]
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

    /// Pallet and item take the first 32 bytes of each key.
    private static let itemPrefix = 32
    private static let longestKey = 256
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime
import Synchronization

/// The state that a node keeps, as a fork asks for it.
final class FarState: Sendable {
    private let client: SubstrateClient
    private let state: ChainState
    private let counted = Mutex(ForkTraffic())

    init(_ state: ChainState) {
        self.state = state
        client = state.client
    }

    var traffic: ForkTraffic { counted.withLock { $0 } }

    /// The code of the runtime that makes the next block.
    func code(_ memory: any CodeMemory) async throws -> [UInt8] {
        let key = StorageKey(bytes: GenesisState.codeKey)
        count(rounds: 1, requests: 1)
        if let hash = try await client.storageHash(of: key, at: state.hash), let code = memory.code(hash),
            Hash256(unchecked: Hashing.blake2b256(code)) == hash
        {
            return code
        }
        count(rounds: 1, requests: 1)
        guard let code = try await client.storage([key], at: state.hash)[key] else {
            throw ClientError(
                .notInRuntime,
                "this chain keeps no runtime under ':code': its rules are no program that could be run here")
        }
        memory.keep(code, Hash256(unchecked: Hashing.blake2b256(code)))
        return code
    }

    /// What every block reads: the values that are no maps.
    func plainValues() async throws -> [([UInt8], [UInt8]?)] {
        var keys: [StorageKey] = []
        for pallet in state.runtimeAfter.metadata.pallets {
            guard let storage = pallet.storage else { continue }
            for item in storage.items where item.hashers.isEmpty {
                keys.append(StorageKey(bytes: StorageKey.prefix(pallet: storage.prefix, item: item.name)))
            }
        }
        count(requests: 1 + keys.count / SubstrateClient.keysPerPage)
        let values = try await client.storage(keys, at: state.hash)
        return keys.map { ($0.bytes, values[$0]) }
    }

    /// Asks for all of this at once.
    func answers(to questions: Set<StateQuestion>) async throws -> [StateAnswer] {
        count(rounds: 1)
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
            if let child { try await client.storage(keys, inChild: child, at: state.hash) } else {
                try await client.storage(keys, at: state.hash)
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
            under: StorageKey(bytes: prefix), after: StorageKey(bytes: start), count: most, in: child, at: state.hash
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

/// What a node says of its state.
enum StateAnswer: Sendable {
    case value([UInt8]?, key: [UInt8], child: [UInt8]?)
    case keys([[UInt8]], after: [UInt8], through: [UInt8]?, child: [UInt8]?)
}

extension KnownState {
    mutating func learn(_ answer: StateAnswer) {
        switch answer {
        case .value(let value, let key, let child): learn(value, for: key, in: child)
        case .keys(let keys, let start, let end, let child): learn(keys: keys, after: start, through: end, in: child)
        }
    }
}

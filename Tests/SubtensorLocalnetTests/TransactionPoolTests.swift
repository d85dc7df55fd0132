// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime
import Testing

@testable import SubtensorLocalnet

@Suite("The transaction pool's tags")
struct TransactionPoolTests {
    /// Any bytes will do: the pool reads none.
    private static func extrinsic(_ name: Int, size: Int = 2) -> Extrinsic {
        Extrinsic(bytes: [UInt8(name >> 8), UInt8(name & 255)] + [UInt8](repeating: 0, count: size - 2))
    }

    private static func tag(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }

    private static func validity(
        _ provides: Int..., after requires: [Int] = [], priority: UInt64 = 0, longevity: UInt64 = .max
    ) -> ValidTransaction {
        ValidTransaction(
            priority: priority, requires: requires.map(tag), provides: provides.map(tag), longevity: longevity)
    }

    /// What a block takes when it takes all, by the names of extrinsics.
    private static func order(_ pool: TransactionPool, refusing refused: Set<Int> = []) -> [Int] {
        var queue = pool.ready
        var names: [Int] = []
        while let entry = queue.pop() {
            let name = Int(entry.extrinsic.bytes[0]) << 8 | Int(entry.extrinsic.bytes[1])
            guard !refused.contains(name) else { continue }
            names.append(name)
            queue.follow(entry)
        }
        return names
    }

    @Test(
        "it holds 8192, and refuses one more: 1016; a chain of them in the wrong order is ready when its first is there"
    )
    func capacity() throws {
        var pool = TransactionPool()
        #expect(pool.capacity == 8192)
        for name in (0..<8192).reversed() {
            #expect(Self.order(pool).isEmpty)
            let needed = name == 0 ? [] : [name - 1]
            #expect(try pool.insert(Self.extrinsic(name), Self.validity(name, after: needed), head: 0).isEmpty)
        }
        #expect(pool.waiting.map(\.hash) == (0..<8192).reversed().map { Self.extrinsic($0).hash })
        #expect(Self.order(pool) == Array(0..<8192))
        #expect(throws: TransactionFault.poolFull) {
            try pool.insert(Self.extrinsic(8192), Self.validity(8192), head: 0)
        }
        #expect(TransactionFault.poolFull.code == 1016)
        #expect(pool.settle([Self.tag(0)]) == [Self.extrinsic(0).hash])
        #expect(Self.order(pool) == Array(1..<8192))
        pool.remove(Self.extrinsic(1).hash)
        #expect(Self.order(pool).isEmpty)
        for name in 2..<8192 { pool.remove(Self.extrinsic(name).hash) }
        #expect(pool.isEmpty)
    }

    @Test("it holds so many bytes, the place of one that is beaten counting as free")
    func bytes() throws {
        #expect(TransactionPool().maximumBytes == 20 << 20)
        var pool = TransactionPool(maximumBytes: 55_000)
        for name in 0..<5 {
            _ = try pool.insert(Self.extrinsic(name, size: 10_000), Self.validity(name), head: 0)
        }
        let next = Self.extrinsic(5, size: 10_000)
        #expect(throws: TransactionFault.poolFull) { try pool.insert(next, Self.validity(5), head: 0) }
        #expect(try pool.insert(next, Self.validity(4, priority: 1), head: 0) == [Self.extrinsic(4, size: 10_000).hash])
    }

    @Test(
        "a higher priority takes the place of all that it clashes with, the same does not: 1014; a copy is refused: 1013"
    )
    func clashes() throws {
        var pool = TransactionPool()
        _ = try pool.insert(Self.extrinsic(1), Self.validity(1, priority: 5), head: 0)
        _ = try pool.insert(Self.extrinsic(2), Self.validity(2, priority: 7), head: 0)
        #expect(throws: TransactionFault.alreadyImported) {
            try pool.insert(Self.extrinsic(1), Self.validity(9, priority: 9), head: 0)
        }
        for priority in [UInt64(5), 7] {
            #expect(throws: TransactionFault.priorityTooLow) {
                try pool.insert(Self.extrinsic(3), Self.validity(1, 2, priority: priority), head: 0)
            }
        }
        let usurped = try pool.insert(Self.extrinsic(3), Self.validity(1, 2, priority: 8), head: 0)
        #expect(Set(usurped) == [Self.extrinsic(1).hash, Self.extrinsic(2).hash])
        #expect(pool.waiting.map(\.hash) == [Self.extrinsic(3).hash])
    }

    @Test(
        "the highest priority comes first, then what ends first, then what was ready first; nothing before what it needs"
    )
    func turns() throws {
        var pool = TransactionPool()
        _ = try pool.insert(Self.extrinsic(1), Self.validity(1), head: 0)
        _ = try pool.insert(Self.extrinsic(2), Self.validity(2, after: [3], priority: 9), head: 0)
        _ = try pool.insert(Self.extrinsic(3), Self.validity(3), head: 0)
        _ = try pool.insert(Self.extrinsic(4), Self.validity(4, longevity: 5), head: 10)
        _ = try pool.insert(Self.extrinsic(5), Self.validity(5, longevity: 4), head: 10)
        _ = try pool.insert(Self.extrinsic(6), Self.validity(6, priority: 1), head: 10)
        _ = try pool.insert(Self.extrinsic(7), Self.validity(7, after: [8]), head: 10)
        #expect(Self.order(pool) == [6, 5, 4, 1, 3, 2])
        // What the block does not take, takes nothing with it.
        #expect(Self.order(pool, refusing: [3, 5]) == [6, 4, 1])
        #expect(pool.provides(Self.tag(2)) && !pool.provides(Self.tag(7)) && !pool.provides(Self.tag(8)))
        #expect(pool.isReady(Self.extrinsic(2).hash) && !pool.isReady(Self.extrinsic(7).hash))
    }

    @Test("what replaces a link of a chain keeps the chain, or breaks it when it does not bring the same")
    func links() throws {
        var pool = TransactionPool()
        for name in 1...4 {
            _ = try pool.insert(Self.extrinsic(name), Self.validity(name, after: [name - 1]), head: 0)
        }
        #expect(Self.order(pool).isEmpty)
        #expect(pool.settle([Self.tag(0)]).isEmpty)
        #expect(Self.order(pool) == [1, 2, 3, 4])
        _ = try pool.insert(Self.extrinsic(12), Self.validity(2, 20, after: [1], priority: 1), head: 0)
        #expect(Self.order(pool) == [1, 12, 3, 4])
        // It clashes by one tag only, and needs what is not there.
        _ = try pool.insert(Self.extrinsic(13), Self.validity(20, after: [99], priority: 2), head: 0)
        #expect(Self.order(pool) == [1])
        _ = try pool.insert(Self.extrinsic(2), Self.validity(2), head: 0)
        #expect(Self.order(pool) == [1, 2, 3, 4])
        // A block has brought what another one was to bring.
        #expect(Set(pool.settle([Self.tag(1), Self.tag(3)])) == [Self.extrinsic(1).hash, Self.extrinsic(3).hash])
        #expect(Self.order(pool) == [2, 4])
    }

    @Test("what has lived long enough goes with its block")
    func ends() throws {
        var pool = TransactionPool()
        for name in 1...3 {
            _ = try pool.insert(Self.extrinsic(name), Self.validity(name, longevity: UInt64(name)), head: 10)
        }
        _ = try pool.insert(Self.extrinsic(4), Self.validity(4, after: [2]), head: 10)
        #expect(pool.expire(at: 10).isEmpty)
        #expect(pool.expire(at: 11) == [Self.extrinsic(1).hash])
        #expect(pool.expire(at: 12) == [Self.extrinsic(2).hash])
        #expect(Self.order(pool) == [3])
        pool.remove(Self.extrinsic(3).hash)
        #expect(pool.expire(at: 13).isEmpty)
        #expect(pool.count == 1)
    }

    @Test("what a block has refused is not taken for half an hour: 1012")
    func bans() throws {
        var pool = TransactionPool(capacity: 4)
        let first = Self.extrinsic(1)
        _ = try pool.insert(first, Self.validity(1), head: 0)
        pool.ban(first.hash, at: 1000)
        #expect(pool.isEmpty)
        #expect(TransactionFault.banned.code == 1012)
        #expect(throws: TransactionFault.banned) { try pool.admit(first.hash, at: 1000 + TransactionPool.banTime - 1) }
        try pool.admit(first.hash, at: 1000 + TransactionPool.banTime)
        try pool.admit(Self.extrinsic(2).hash, at: 1000)
        // No more of them are remembered than the pool holds.
        for name in 2...6 { pool.ban(Self.extrinsic(name).hash, at: 1000) }
        try pool.admit(first.hash, at: 1000)
        #expect(throws: TransactionFault.banned) { try pool.admit(Self.extrinsic(6).hash, at: 1000) }
    }

    @Test("any order of coming and going leaves the same ready as looking at all of them does", arguments: 1...20)
    func bookkeeping(seed: UInt64) throws {
        var noise = SeededNumbers(seed: seed)
        var pool = TransactionPool(capacity: 40)
        var validities: [Hash256: ValidTransaction] = [:]
        for name in 0..<400 {
            switch Int.random(in: 0..<10, using: &noise) {
            case 0:
                let tags = [Self.tag(Int.random(in: 0..<20, using: &noise))]
                for hash in pool.settle(tags) { validities[hash] = nil }
                for hash in validities.keys { validities[hash]?.requires.removeAll { tags.contains($0) } }
            case 1:
                guard let hash = pool.waiting.randomElement(using: &noise)?.hash else { continue }
                pool.remove(hash)
                validities[hash] = nil
            default:
                let numbers = (0..<4).map { _ in Int.random(in: 0..<20, using: &noise) }
                let validity = Self.validity(
                    numbers[0], numbers[1],
                    after: Bool.random(using: &noise) ? [numbers[2], numbers[3]] : [numbers[2]],
                    priority: UInt64.random(in: 0..<50, using: &noise))
                guard let usurped = try? pool.insert(Self.extrinsic(name), validity, head: 0) else { continue }
                for hash in usurped { validities[hash] = nil }
                validities[Self.extrinsic(name).hash] = validity
            }
            var ready: Set<Hash256> = []
            var tags: Set<[UInt8]> = []
            var isGrowing = true
            while isGrowing {
                let next = validities.filter { !ready.contains($0.key) && tags.isSuperset(of: $0.value.requires) }
                ready.formUnion(next.keys)
                tags.formUnion(next.values.flatMap(\.provides))
                isGrowing = !next.isEmpty
            }
            #expect(Set(validities.keys) == Set(pool.waiting.map(\.hash)))
            #expect(Set(validities.keys.filter(pool.isReady)) == ready)
            #expect(Self.order(pool).count == ready.count)
        }
    }
}

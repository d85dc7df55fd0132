// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

@Suite("States of the past")
struct VersionedStoreTests {
    private static let prefix = [UInt8](repeating: 7, count: 32)

    private static func key(_ last: UInt8) -> StorageKey { StorageKey(bytes: prefix + [last]) }

    @Test("keys come in pages, in order")
    func pages() {
        var store = VersionedStore()
        let (prefix, key) = (Self.prefix, Self.key)
        store.commit([key(5): [1], key(1): [1], key(3): [1]], at: 1)
        store.commit([key(4): [1], key(3): nil], at: 2)
        #expect(store.keys(withPrefix: prefix, at: 1) == [1, 3, 5].map(key))
        #expect(store.keys(withPrefix: prefix, at: 2) == [1, 4, 5].map(key))
        #expect(store.keys(withPrefix: prefix, after: key(1).bytes, limit: 1, at: 2) == [key(4)])
        #expect(store.keys(withPrefix: [7], at: 2) == [1, 4, 5].map(key))
        #expect(store.keys(withPrefix: [8], at: 2).isEmpty)
        #expect(store.keys(withPrefix: prefix, limit: 0, at: 2).isEmpty)
        store.prune(before: 2)
        #expect(store.keys(withPrefix: prefix, at: 2) == [1, 4, 5].map(key))
        #expect(store.value(key(3), at: 2) == nil)
    }

    @Test("the next key is found over items of any length, whatever holds nothing left out")
    func next() {
        var store = VersionedStore()
        let keys = [
            [1], [1, 0], Self.prefix, Self.prefix + [1], Self.prefix + [1, 0], [9], [UInt8](repeating: 9, count: 33),
        ].map(StorageKey.init)
        store.commit(StateChanges(Dictionary(uniqueKeysWithValues: keys.map { ($0, [1]) })), at: 0)
        store.commit([keys[4]: nil], at: 1)
        var walked: [StorageKey] = []
        var key: [UInt8] = []
        while let next = store.key(after: key, at: 0) {
            walked.append(next)
            key = next.bytes
        }
        #expect(walked == keys)
        #expect(store.key(after: keys[3].bytes, at: 1) == keys[5])
        #expect(store.key(after: Self.prefix + [0], at: 1) == keys[3])
        #expect(store.key(after: keys[0].bytes, in: [1], at: 1) == nil)
        #expect(store.keys(withPrefix: [], at: 0) == keys)
    }

    @Test("each key that holds nothing any more is shown on the way to the next one, and may end it")
    func passed() throws {
        struct Enough: Error {}
        var store = VersionedStore()
        let keys = (UInt8(0)..<6).map(Self.key)
        store.commit(StateChanges(Dictionary(uniqueKeysWithValues: keys.map { ($0, [1]) })), at: 0)
        store.commit([keys[1]: nil, keys[2]: nil, keys[4]: nil, keys[5]: nil], at: 1)
        var passed: [StorageKey] = []
        #expect(store.key(after: keys[0].bytes, at: 1) { passed.append($0) } == keys[3])
        #expect(passed == [keys[1], keys[2]])
        passed = []
        #expect(store.key(after: keys[3].bytes, at: 1) { passed.append($0) } == nil)
        #expect(passed == [keys[4], keys[5]])
        passed = []
        #expect(store.key(after: keys[0].bytes, at: 0) { passed.append($0) } == keys[1])
        #expect(passed.isEmpty)
        #expect(throws: Enough.self) {
            try store.key(after: keys[0].bytes, at: 1) { key throws(Enough) in
                if key == keys[2] { throw Enough() }
            }
        }
    }

    @Test("what was, was: any history is read as a plain copy of each state has it", arguments: [1, 3, 10])
    func histories(retained: UInt64) {
        var noise = SeededNumbers(seed: retained)
        var store = VersionedStore()
        var states: [[StorageKey: [UInt8]]] = []
        for number in UInt64(0)..<80 {
            var state = states.last ?? [:]
            var changes = StateChanges()
            for _ in 0..<5 {
                let key = Self.key(UInt8.random(in: 0..<12, using: &noise))
                let value: [UInt8]? = Bool.random(using: &noise) ? [UInt8(number)] : nil
                changes.set(value, at: StatePlace(key))
                state[key] = value
            }
            if number > retained { store.prune(before: BlockNumber(number - retained)) }
            store.commit(changes, at: BlockNumber(number))
            states.append(state)
            for old in store.oldest.rawValue...number {
                let block = BlockNumber(old)
                #expect(store.keys(withPrefix: Self.prefix, at: block).count == states[Int(old)].count)
                for last in UInt8(0)..<12 {
                    #expect(store.value(Self.key(last), at: block) == states[Int(old)][Self.key(last)])
                }
            }
        }
    }

    @Test("a block costs what it changes, however many blocks are retained", arguments: [10, 100, 1000])
    func work(retained: UInt64) {
        var store = VersionedStore()
        // A large state that nobody changes, and a map whose keys come and go.
        store.commit(
            StateChanges(
                Dictionary(uniqueKeysWithValues: (UInt8(0)...255).map { (StorageKey(bytes: [1, $0]), [$0]) })), at: 0)
        var most = 0
        for number in 1...3 * retained {
            let before = store.work
            if number > retained { store.prune(before: BlockNumber(number - retained)) }
            let bytes = [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
            let new = StorageKey(bytes: Self.prefix + bytes)
            store.commit(
                [Self.key(0): bytes, Self.key(1): bytes, new: number.isMultiple(of: 2) ? bytes : nil],
                at: BlockNumber(number))
            most = max(most, store.work - before)
        }
        // Three values are stored, and the three of the block that has become the oldest have replaced at most as many.
        #expect(most <= 9)
    }
}

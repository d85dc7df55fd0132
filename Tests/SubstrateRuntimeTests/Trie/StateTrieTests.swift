// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SeededNumbers
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite struct StateTrieTests {
    @Test("a state that was changed step by step is the state made at once", arguments: UInt64(1)...10)
    func incremental(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let version: StateVersion = seed % 2 == 0 ? .v0 : .v1
        var entries: [[UInt8]: [UInt8]] = [:]
        var trie = StateTrie()
        var before: [(StateTrie, Hash256)] = []
        for _ in 0..<60 {
            var changes = StorageChanges()
            for _ in 0..<numbers.below(12) {
                let key = numbers.key()
                let value = numbers.below(3) == 0 ? nil : numbers.bytes(numbers.below(50))
                changes.top[key] = .some(value)
                entries[key] = value
            }
            trie = trie.applying(changes, version: version)
            #expect(trie.root == StateTrie(of: entries.map { (key: $0, value: $1) }, version: version).root)
            before.append((trie, trie.root))

            let sorted = entries.keys.sorted { $0.lexicographicallyPrecedes($1) }
            for _ in 0..<20 {
                let key = numbers.key()
                #expect(trie.value(for: key, in: nil) == entries[key])
                #expect(trie.key(after: key, in: nil) == sorted.first { key.lexicographicallyPrecedes($0) })
            }
        }
        // The earlier ones are what they were.
        for (trie, root) in before {
            var next: [UInt8]? = trie.value(for: [], in: nil) == nil ? trie.key(after: [], in: nil) : []
            var entries: [(key: [UInt8], value: [UInt8])] = []
            while let key = next {
                entries.append((key, trie.value(for: key, in: nil) ?? []))
                next = trie.key(after: key, in: nil)
            }
            #expect(StateTrie(of: entries, version: version).root == root)
        }
        let removal = StorageChanges(top: entries.mapValues { _ in [UInt8]?.none })
        #expect(trie.applying(removal, version: version).root == StateTrie().root)
    }

    @Test("a value keeps the form of its version until it is written again, if only as it was")
    func versions() {
        let long = [UInt8](repeating: 7, count: 33)
        let old = StateTrie(of: [(key: [1], value: long), (key: [2], value: long)], version: .v0)
        let new = StateTrie(of: [(key: [1], value: long), (key: [2], value: long)], version: .v1)
        #expect(old.root != new.root)
        let half = old.applying(StorageChanges(top: [[1]: long]), version: .v1)
        #expect(half.root != old.root && half.root != new.root)
        #expect(half.applying(StorageChanges(top: [[2]: long]), version: .v1).root == new.root)
        // 32 bytes are as they were.
        let short = [(key: [UInt8]([1]), value: [UInt8](repeating: 7, count: 32))]
        #expect(StateTrie(of: short, version: .v0).root == StateTrie(of: short, version: .v1).root)
    }

    @Test("the main trie has the roots of child tries, and none of an empty one")
    func children() throws {
        let name = [UInt8]("crowd".utf8)
        let key = StateTrie.childRootPrefix + name
        let first = StateTrie().applying(
            StorageChanges(top: [[1]: [1]], children: [name: [[5]: [5], [6]: [6]]]), version: .v1)
        let alone = StateTrie(of: [(key: [5], value: [5]), (key: [6], value: [6])], version: .v1)
        #expect(first.value(for: key, in: nil) == alone.root.bytes && first.root(of: name) == alone.root)
        #expect(first.value(for: [5], in: name) == [5] && first.value(for: [5], in: nil) == nil)
        #expect(first.key(after: [5], in: name) == [6] && first.key(after: [5], in: [9]) == nil)
        #expect(
            first.root
                == StateTrie(of: [(key: [1], value: [1]), (key: key, value: alone.root.bytes)], version: .v1).root)

        let proof = try StateProof(first.proof(for: [[5], [7]], in: name), root: first.root)
        #expect(try proof.value(for: [5], in: name) == [5] && proof.value(for: [7], in: name) == nil)
        let second = first.applying(
            StorageChanges(children: [name: [[5]: [UInt8]?.none, [6]: [UInt8]?.none]]), version: .v1)
        #expect(second.root == StateTrie(of: [(key: [1], value: [1])], version: .v1).root)
        #expect(second.value(for: key, in: nil) == nil && second.value(for: [5], in: name) == nil)
        let absent = try StateProof(second.proof(for: [[5]], in: name), root: second.root)
        #expect(try absent.value(for: [5], in: name) == nil)
    }

    @Test("thousands of keys of which each begins with the one before need no stack")
    func deep() async throws {
        let entries = (0..<3_000).map { (key: [UInt8](repeating: 0x5a, count: $0), value: [UInt8($0 % 256)]) }
        let version = StateVersion.v1
        let count = await withCheckedContinuation { continuation in
            let thread = Thread {
                var trie = StateTrie(of: entries, version: version)
                var last: [UInt8] = []
                var count = 1
                while let next = trie.key(after: last, in: nil) { (last, count) = (next, count + 1) }
                let proof = trie.proof(for: [last])
                let value = try? StateProof(proof, root: trie.root).value(for: last)
                trie = StateTrie()
                continuation.resume(returning: value == [UInt8(2_999 % 256)] ? count : 0)
            }
            thread.stackSize = 256 << 10
            thread.start()
        }
        #expect(count == entries.count)
    }

    @Test("threads that ask for the same root at once get the same")
    func threads() async {
        var numbers = SeededNumbers(seed: 4)
        let entries = (0..<4_000).map { _ in (key: numbers.bytes(8), value: numbers.bytes(8)) }
        let expected = StateTrie(of: entries, version: .v1).root
        for _ in 0..<4 {
            let trie = StateTrie(of: entries, version: .v1)
            await withTaskGroup(of: Hash256.self) { group in
                for _ in 0..<4 { group.addTask { trie.root } }
                for await root in group { #expect(root == expected) }
            }
        }
    }
}

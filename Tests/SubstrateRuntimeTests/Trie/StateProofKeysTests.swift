// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite("Lists of keys that a proof holds")
struct StateProofKeysTests {
    private struct Scene {
        let trie: StateTrie
        /// In byte order.
        let keys: [[UInt8]]

        init(seed: UInt64, version: StateVersion = .v1) {
            var numbers = SeededNumbers(seed: seed)
            var entries: [[UInt8]: [UInt8]] = [:]
            for _ in 0..<60 {
                entries[[UInt8(numbers.below(3)), 2] + numbers.bytes(1 + numbers.below(3))] = numbers.bytes(
                    numbers.below(60))
            }
            // Keys that others begin with, and one of a byte that differs in its half.
            entries[[1, 2]] = numbers.bytes(40)
            entries[[1, 2, 0]] = numbers.bytes(3)
            entries[[0x12]] = numbers.bytes(33)
            trie = StateTrie(of: entries.map { (key: $0, value: $1) }, version: version)
            keys = entries.keys.sorted { $0.lexicographicallyPrecedes($1) }
        }

        /// What there is to tell.
        func page(_ prefix: [UInt8], _ start: [UInt8], _ count: Int) -> [[UInt8]] {
            Array(keys.filter { $0.starts(with: prefix) && start.lexicographicallyPrecedes($0) }.prefix(count))
        }

        /// What proves it, without values.
        func nodes(_ start: [UInt8], _ page: [[UInt8]]) -> [[UInt8]] {
            trie.proof(for: [start] + page.map { $0 + [0] })
        }
    }

    @Test(
        "the ways to the keys and to where they begin prove that there are no others",
        arguments: [StateVersion.v0, .v1], UInt64(1)...4)
    func complete(version: StateVersion, seed: UInt64) throws {
        let scene = Scene(seed: seed, version: version)
        var numbers = SeededNumbers(seed: seed + 50)
        var told = 0
        for prefix: [UInt8] in [[], [1], [1, 2], [1, 2, 0], [0x12], [2, 2], [9], [0]] {
            for start in [prefix, scene.keys[numbers.below(scene.keys.count)], prefix + numbers.bytes(2)] {
                for count in [1, 7, 1000] {
                    let page = scene.page(prefix, start, count)
                    let proof = try StateProof(scene.nodes(start, page), root: scene.trie.root)
                    #expect(try proof.keys(under: prefix, after: start, atMost: count) == page)
                    told += page.count
                }
            }
        }
        #expect(told > 200)
    }

    @Test("a proof that hides a key is not taken for one of fewer keys", arguments: UInt64(1)...4)
    func hidden(seed: UInt64) throws {
        let scene = Scene(seed: seed)
        let page = scene.page([1], [1], 1000)
        var caught = 0
        for place in page.indices {
            // The way to one key is left out, and with it whatever only that key needs.
            var others = page
            others.remove(at: place)
            let proof = try StateProof(scene.nodes([1], others), root: scene.trie.root)
            do throws(RuntimeError) {
                // Of a short node the nodes above have all that there is.
                #expect(try proof.keys(under: [1], after: [1], atMost: 1000) == page)
            } catch {
                #expect(error.code == .invalidProof)
                caught += 1
            }
        }
        #expect(caught > 5)
        let nodes = scene.nodes([1], page)
        for place in nodes.indices {
            var fewer = nodes
            fewer.remove(at: place)
            #expect(throws: RuntimeError(.invalidProof, "")) {
                try StateProof(fewer, root: scene.trie.root).keys(under: [1], after: [1], atMost: 1000)
            }
        }
    }

    @Test("what a value's hash is takes less than the value, and comes out of either")
    func hashes() throws {
        let value = [UInt8](repeating: 7, count: 5_000)
        for version in [StateVersion.v0, .v1] {
            let trie = StateTrie(of: [(key: [1, 2], value: value), (key: [1, 3], value: [9])], version: version)
            let nodes = trie.proof(for: [[1, 2, 0], [1, 3, 0]])
            let proof = try StateProof(nodes, root: trie.root)
            #expect(try proof.valueHash(for: [1, 2]) == Hash256(unchecked: Hashing.blake2b256(value)))
            #expect(try proof.valueHash(for: [1, 3]) == Hash256(unchecked: Hashing.blake2b256([9])))
            #expect(try proof.valueHash(for: [1, 4]) == nil)
            #expect((nodes.reduce(0) { $0 + $1.count } > 5_000) == (version == .v0))
        }
    }

    @Test("the keys of a child trie are proven below its root, and there are none of a child that is not there")
    func children() throws {
        var changes = StorageChanges()
        changes.children[[7]] = [[1]: [1], [1, 2]: [2], [3]: [3]]
        let trie = StateTrie(of: [(key: [5], value: [5])], version: .v1).applying(changes, version: .v1)
        let proof = try StateProof(trie.proof(for: [[], [1, 0], [1, 2, 0], [3, 0]], in: [7]), root: trie.root)
        #expect(try proof.keys(under: [], after: [], atMost: 9, in: [7]) == [[1], [1, 2], [3]])
        #expect(try proof.keys(under: [1], after: [1], atMost: 9, in: [7]) == [[1, 2]])
        let none = try StateProof(trie.proof(for: [[]], in: [8]), root: trie.root)
        #expect(try none.keys(under: [], after: [], atMost: 9, in: [8]) == [])
    }

    @Test("bytes by chance are refused or read, and nothing else happens")
    func chance() throws {
        var numbers = SeededNumbers(seed: 21)
        let scene = Scene(seed: 6)
        var refused = 0
        for _ in 0..<2_000 {
            var nodes = scene.nodes([1], scene.page([1], [1], 5))
            let place = numbers.below(nodes.count)
            for _ in 0..<1 + numbers.below(4) { nodes[place][numbers.below(nodes[place].count)] = numbers.bytes(1)[0] }
            // Whoever lies may choose the root.
            let root = Hash256(unchecked: Hashing.blake2b256(nodes[place]))
            do throws(RuntimeError) {
                let keys = try StateProof(nodes, root: root).keys(under: [], after: [], atMost: 3)
                #expect(keys.count <= 3)
            } catch {
                #expect(error.code == .invalidProof || error.code == .overLimit)
                refused += 1
            }
        }
        #expect(refused > 500)
    }
}

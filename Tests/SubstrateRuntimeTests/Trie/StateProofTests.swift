// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite struct StateProofTests {
    private func trie(seed: UInt64, version: StateVersion = .v1) -> (StateTrie, [[UInt8]]) {
        var numbers = SeededNumbers(seed: seed)
        var entries: [[UInt8]: [UInt8]] = [:]
        for _ in 0..<40 { entries[[1, 2] + numbers.bytes(3)] = numbers.bytes(numbers.below(60)) }
        entries[[1, 2]] = numbers.bytes(40)
        let trie = StateTrie(of: entries.map { (key: $0, value: $1) }, version: version)
        return (trie, entries.keys.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test("every flipped byte of a proof is noticed", arguments: [StateVersion.v0, .v1])
    func flipped(version: StateVersion) throws {
        let (trie, keys) = trie(seed: 3, version: version)
        let asked = [keys[0], keys[20]]
        let nodes = trie.proof(for: asked)
        let proof = try StateProof(nodes.reversed(), root: trie.root)
        for key in asked { #expect(try proof.value(for: key) == trie.value(for: key, in: nil)) }
        for (place, node) in nodes.enumerated() {
            for byte in node.indices {
                var nodes = nodes
                nodes[place][byte] ^= 0x10
                #expect(throws: RuntimeError(.invalidProof, "")) {
                    let proof = try StateProof(nodes, root: trie.root)
                    for key in asked { _ = try proof.value(for: key) }
                }
            }
            var fewer = nodes
            fewer.remove(at: place)
            #expect(throws: RuntimeError(.invalidProof, "")) {
                let proof = try StateProof(fewer, root: trie.root)
                for key in asked { _ = try proof.value(for: key) }
            }
        }
    }

    @Test("that a key is absent is proven, too", arguments: UInt64(1)...5)
    func absent(seed: UInt64) throws {
        let (trie, keys) = trie(seed: seed)
        var numbers = SeededNumbers(seed: seed + 100)
        let asked = (0..<20).map { _ in [1, 2] + numbers.bytes(numbers.below(5)) } + [[], [1], [9], keys[3] + [0]]
        let proof = try StateProof(trie.proof(for: asked), root: trie.root)
        for key in asked { #expect(try proof.value(for: key) == trie.value(for: key, in: nil)) }
        let nothing = try StateProof(StateTrie().proof(for: [[1]]), root: StateTrie().root)
        #expect(try nothing.value(for: [1]) == nil)
    }

    @Test("a proof that is too large, or of another state, is refused")
    func limits() throws {
        let (trie, keys) = trie(seed: 8)
        let nodes = trie.proof(for: keys)
        #expect(throws: RuntimeError(.overLimit, "")) {
            try StateProof(nodes, root: trie.root, limits: .init(nodes: nodes.count - 1))
        }
        let size = nodes.reduce(0) { $0 + $1.count }
        #expect(throws: RuntimeError(.overLimit, "")) {
            try StateProof(nodes, root: trie.root, limits: .init(bytes: size - 1))
        }
        #expect(
            try StateProof(nodes, root: trie.root, limits: .init(nodes: nodes.count, bytes: size)).root == trie.root)
        #expect(throws: RuntimeError(.invalidProof, "")) { try StateProof(nodes, root: .zero) }
        #expect(throws: RuntimeError(.invalidProof, "")) { try StateProof([], root: trie.root) }
    }

    @Test(
        "a node that is none is refused, whoever has its hash",
        arguments: [
            "", "01", "08", "00ff", "41", "7f", "7fff", "42", "411f", "4101", "410104", "2101", "8100", "81010000",
            "80010000", "8001007f", "8001008400", "810101000c", "8001", "c00100", "c001000401", "10010000", "80ffff",
            "410103ffffffff", "7fffffffffffffffffff", "8100010084" + String(repeating: "aa", count: 33),
        ])
    func malformed(hex: String) throws {
        let node = try [UInt8](hex: hex)
        let root = Hash256(unchecked: Hashing.blake2b256(node))
        let proof = try StateProof([node], root: root)
        #expect(throws: RuntimeError(.invalidProof, "")) {
            // Whatever way the node means, one of these follows it.
            for key: [UInt8] in [[], [0x00], [0x10], [0x01], [0x11], [0x01, 0x01]] { _ = try proof.value(for: key) }
            throw RuntimeError(.invalidAnswer, "nothing was refused")
        }
    }

    @Test(
        "a node that is changed by chance is refused, or read as it stands, whoever has its hash",
        arguments: [StateVersion.v0, .v1])
    func chance(version: StateVersion) throws {
        var numbers = SeededNumbers(seed: 12)
        let (trie, keys) = trie(seed: 5, version: version)
        var (refused, absent, same, other) = (0, 0, 0, 0)
        for _ in 0..<1_500 {
            let key = keys[numbers.below(keys.count)]
            let nodes = trie.proof(for: [key])
            let top = try #require(nodes.first { Hash256(unchecked: Hashing.blake2b256($0)) == trie.root })
            var changed = top
            for _ in 0..<1 + numbers.below(3) { changed[numbers.below(changed.count)] = numbers.bytes(1)[0] }
            if numbers.below(4) == 0 { changed.removeLast(numbers.below(changed.count)) }
            // All the rest is there: what is read goes on below the changed node.
            let all = nodes.filter { $0 != top } + [changed]
            let proof = try StateProof(all, root: Hash256(unchecked: Hashing.blake2b256(changed)))
            do throws(RuntimeError) {
                guard let value = try proof.value(for: key) else {
                    absent += 1
                    continue
                }
                if value == trie.value(for: key, in: nil) { same += 1 } else { other += 1 }
                // A value is what stands in some node, to the byte.
                #expect(all.contains { $0.firstRange(of: value) != nil })
            } catch {
                #expect(error.code == .invalidProof)
                refused += 1
            }
        }
        // All of that happens.
        #expect(refused > 100 && absent > 10 && same > 100)
        #expect(other > 0 || version == .v1, "in version 1 a long value has a hash in the node that was changed")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime
import TestVectors
import Testing

@Suite struct TrieVectorTests {
    private static let file = VectorFile("trie.json")

    @Test(
        "states have the roots, and keys the proofs, that the specification gives them", arguments: file.cases("states")
    )
    func states(_ vector: Vector) throws {
        var trie = StateTrie()
        for step in vector["steps"].cases {
            var changes = StorageChanges()
            for change in step["changes"].list {
                changes.top[change.list[0].bytes] = .some(change.list[1].isNull ? nil : change.list[1].bytes)
            }
            let version = try #require(StateVersion(rawValue: UInt8(step["version"].uint64)))
            trie = trie.applying(changes, version: version)
            #expect(trie.root.bytes == step["root"].bytes)
        }
        let asked = vector["asked"].cases.map(\.bytes)
        #expect(trie.proof(for: asked) == vector["proof"].cases.map(\.bytes))
        let proof = try StateProof(vector["proof"].cases.map(\.bytes), root: trie.root)
        for key in asked { #expect(try proof.value(for: key) == trie.value(for: key, in: nil)) }
    }

    @Test("lists have the roots that the specification gives them", arguments: file.cases("ordered"))
    func lists(_ vector: Vector) {
        let items = vector["items"].list.map(\.bytes)
        #expect(StateTrie.orderedRoot(of: items, version: .v0).bytes == vector["roots"].list[0].bytes)
        #expect(StateTrie.orderedRoot(of: items, version: .v1).bytes == vector["roots"].list[1].bytes)
    }

    @Test("an empty state has the root that every chain's first header has for its transactions")
    func empty() {
        #expect(StateTrie().root.hex == "0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314")
        #expect(StateTrie().root(of: [1]) == StateTrie().root)
    }
}

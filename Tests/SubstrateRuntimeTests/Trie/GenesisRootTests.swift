// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstratePrimitives
import SubstrateRuntime
import TestRuntimes
import Testing

/// The genesis of the public test network, read apart from what reads specifications.
@Suite struct GenesisRootTests {
    private struct Specification: Decodable {
        struct Genesis: Decodable {
            struct Raw: Decodable { let top: [String: String] }
            let raw: Raw
        }
        let genesis: Genesis
    }

    @Test(
        "the test network's genesis has its hash",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
    func testNetwork() throws {
        let data = Data(try RealRuntime.testfinney103.file())
        let top = try JSONDecoder().decode(Specification.self, from: data).genesis.raw.top
        let entries = try top.map { (key: try [UInt8](hex: $0), value: try [UInt8](hex: $1)) }
        let trie = StateTrie(of: entries, version: .v1)
        let nothing = StateTrie.orderedRoot(of: [], version: .v1)
        let header = Hash256.zero.bytes + [0] + trie.root.bytes + nothing.bytes + [0]
        #expect(
            Hashing.blake2b256(header).hex == "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105")

        let code = try #require(trie.value(for: [UInt8](":code".utf8), in: nil))
        let unpacked = try CodeCompression.decompressed(code)
        #expect(unpacked.starts(with: [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))
        #expect(
            try StateProof(trie.proof(for: [entries[0].key]), root: trie.root).value(for: entries[0].key)
                == entries[0].value)
    }
}

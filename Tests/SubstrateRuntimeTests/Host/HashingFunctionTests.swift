// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite("Host functions: hashing and tries")
struct HashingFunctionTests {
    @Test("Every hash is the one of its name", arguments: [0, 1, 31, 32, 33, 71, 72, 73, 135, 136, 137, 300])
    func hashes(count: Int) throws {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
        for (name, expected) in [
            ("blake2_128", Hashing.blake2b128(message)), ("blake2_256", Hashing.blake2b256(message)),
            ("twox_64", Hashing.twox64(message)), ("twox_128", Hashing.twox128(message)),
            ("twox_256", Hashing.twox256(message)), ("sha2_256", Hashing.sha256(message)),
            ("keccak_256", Hashing.keccak256(message)),
        ] {
            let answer = try HostProbe().run(
                "ext_hashing_\(name)_version_1", [.bytes(message)], .pointer(expected.count))
            #expect(answer == expected, "\(name)")
        }
    }

    @Test(
        "Keccak-512 gives its authors' values",
        arguments: [
            (
                "",
                "0eab42de4c3ceb9235fc91acffe746b29c29a8c366b7c60e4e67c466f36a4304"
                    + "c00fa9caf9d87976ba469bcbe06713b435f091ef2769fb160cdab33d3670680e"
            ),
            (
                "The quick brown fox jumps over the lazy dog",
                "d135bb84d0439dbac432247ee573a23ea7d3c9deb2a968eb31d47c4fb45f1ef4"
                    + "422d6c531b5b9bd6f449ebcc449ea94d0a8f05f62130fda612da53c79659f609"
            ),
        ])
    func keccak512(text: String, digest: String) throws {
        let answer = try HostProbe().run("ext_hashing_keccak_512_version_1", [.text(text)], .pointer(64))
        #expect(answer == (try [UInt8](hex: digest)))
    }

    @Test("Roots of lists and of entries are those of their tries, in both versions")
    func tries() throws {
        let items = (0..<70).map { [UInt8](repeating: UInt8($0), count: $0) }
        let entries = items.enumerated().map { (key: [UInt8($0)], value: $1) }
        let list = HostProbe.Argument.bytes(items.scaleEncoded)
        var writer = ScaleWriter()
        writer.write(count: entries.count)
        for entry in entries {
            entry.key.encode(to: &writer)
            entry.value.encode(to: &writer)
        }
        let pairs = HostProbe.Argument.bytes(writer.bytes)
        let probe = HostProbe()
        for version in [StateVersion.v0, .v1] {
            let word = HostProbe.Argument.word(UInt32(version.rawValue))
            let ordered = StateTrie.orderedRoot(of: items, version: version).bytes
            let root = StateTrie(of: entries, version: version).root.bytes
            #expect(try probe.run("ext_trie_blake2_256_ordered_root_version_2", [list, word], .pointer(32)) == ordered)
            #expect(try probe.run("ext_trie_blake2_256_root_version_2", [pairs, word], .pointer(32)) == root)
            guard version == .v0 else { continue }
            #expect(try probe.run("ext_trie_blake2_256_ordered_root_version_1", [list], .pointer(32)) == ordered)
            #expect(try probe.run("ext_trie_blake2_256_root_version_1", [pairs], .pointer(32)) == root)
        }
        #expect(throws: RuntimeError(.invalidHostCall, "")) {
            try probe.run("ext_trie_blake2_256_root_version_1", [.bytes([8, 4])], .pointer(32))
        }
    }
}

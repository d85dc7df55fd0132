// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import SubstrateKeys

/// What no output shows, and secrecy hangs on.
@Suite struct SecrecyTests {
    /// A key of the scalar 7 with another nonce seed.
    private static func key(nonceSeed byte: UInt8) throws -> Sr25519SecretKey {
        try Sr25519SecretKey(
            bytes: SecretBytes([7] + [UInt8](repeating: 0, count: 31) + [UInt8](repeating: byte, count: 32)))
    }

    private static func fixed(_ byte: UInt8) -> (UnsafeMutableRawBufferPointer) -> Void {
        { target in for index in target.indices { target[index] = byte } }
    }

    @Test("a signing nonce depends on the random source, on the key's nonce seed and on the message")
    func signingNonce() throws {
        let (one, other) = (try Self.key(nonceSeed: 1), try Self.key(nonceSeed: 2))
        #expect(one.publicKey == other.publicKey)
        func commitment(_ key: Sr25519SecretKey, _ message: String, random: UInt8) -> [UInt8] {
            Array(key.sign(Array(message.utf8), random: Self.fixed(random))[..<32])
        }
        let first = commitment(one, "message", random: 0)
        #expect(first == commitment(one, "message", random: 0))
        #expect(first != commitment(other, "message", random: 0))
        #expect(first != commitment(one, "message", random: 1))
        #expect(first != commitment(one, "another", random: 0))
    }

    @Test("a softly derived key has a nonce seed of its own")
    func softNonceSeed() throws {
        let parent = try Self.key(nonceSeed: 1)
        let junction = try #require(try SecretURI("//Alice/soft").junctions.last)
        #expect(!junction.isHard)
        let children = try (0..<2).map { _ in try parent.derived(junction) }
        #expect(children[0].scalar == children[1].scalar)
        let seeds = ([parent] + children).map { $0.bytes[32..<64] }
        #expect(seeds[0] != seeds[1])
        #expect(seeds[1] != seeds[2])
    }

    @Test("the memory of one computation is wiped, all of it, when it is over")
    func scratch() {
        var (lent, wiped): (UInt, [[UInt]]) = (0, [])
        let result = Sodium.withScratch(count: 48, wipedBy: { wiped.append([UInt(bitPattern: $0), UInt($1)]) }) {
            lent = UInt(bitPattern: $0)
            #expect(wiped.isEmpty)
            return 7
        }
        #expect(result == 7)
        #expect(wiped == [[lent, 48]])
    }

    #if os(Linux)
        @Test("secret memory is given back, which wipes it")
        func freed() throws {
            /// The places of some secrets, which are let go before this returns.
            func places() -> [UInt] {
                let secrets = (0..<64).map { _ in SecretBytes.random(count: 32) }
                return secrets.map { $0.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } }
            }
            /// Whether what the process may read has this place.
            func readable(_ places: [UInt]) throws -> Int {
                // Not `String(contentsOfFile:)`, which reads no more than a page of a file without a size.
                let maps = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/maps")).readToEnd() ?? Data()
                let ranges = String(decoding: maps, as: UTF8.self).split(separator: "\n").filter { $0.contains(" r") }
                    .map { line in line.prefix { $0 != " " }.split(separator: "-").map { UInt($0, radix: 16) ?? 0 } }
                return places.count { place in ranges.contains { $0[0] <= place && place < $0[1] } }
            }
            let held = SecretBytes.random(count: 32)
            #expect(try readable([held.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }]) == 1)
            // A thread may have been given some of the places meanwhile, but never most of them.
            let gone = try readable(places())
            #expect(gone < 16, "\(gone) of 64 are still there")
            withExtendedLifetime(held) {}
        }
    #endif
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import TestRuntimes
import TestVectors
import Testing

@Suite(
    "Pulses of drand's beacon in a real chain",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct BeaconPulseTests {
    /// `Drand.write_pulse` of spec 293 with one pulse, which anybody may sign.
    private func pulse(_ round: UInt64, signature: [UInt8], block: UInt32) throws -> [UInt8] {
        let pair = try KeyPair(uri: "//Alice")
        var payload = ScaleWriter()
        payload.write(integer: block)
        payload.write(count: 1)
        payload.write(integer: round)
        Hashing.sha256(signature).encode(to: &payload)
        signature.encode(to: &payload)
        payload.write(byte: 1)
        pair.publicKey.accountID.encode(to: &payload)
        let body = [4, 0x1a, 0] + payload.bytes + [1, 1] + pair.sign(payload.bytes).bytes
        return body.scaleEncoded
    }

    /// The last round that the chain has a pulse of.
    private func lastRound(_ overlay: StorageOverlay) throws -> UInt64 {
        let key = Hashing.twox128(Array("Drand".utf8)) + Hashing.twox128(Array("LastStoredRound".utf8))
        return try overlay.value(for: key, in: nil).map { bytes throws in try UInt64(scale: bytes) } ?? 0
    }

    @Test("A signature of the beacon is stored, and one of another round or a changed one is not")
    func pulses() throws {
        var chain = try TestChain(.dev293)
        chain.adopt(try chain.build())
        let rounds = VectorFile("timelock.json").cases("rounds").filter { $0["key"].string == "quicknet" }
        for (index, vector) in rounds.enumerated() {
            let round = vector["round"].uint64
            var builder = try chain.open()
            #expect(try builder.apply(try pulse(round, signature: vector["signature"].bytes, block: 2)) == .applied)
            #expect(try lastRound(builder.overlay) == round)
            if index == 0 { try chain.check(try builder.finish()) }

            var other = try chain.open()
            let foreign = rounds[(index + 1) % rounds.count]["signature"].bytes
            _ = try other.apply(try pulse(round, signature: foreign, block: 2))
            #expect(try lastRound(other.overlay) == 0)
        }
    }
}

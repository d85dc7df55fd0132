// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import SubstrateRuntime
import TestVectors
import Testing

@Suite("Host functions: signatures")
struct SignatureFunctionTests {
    typealias Step = HostProbe.Step

    @Test(
        "Signatures of both curves are checked, and a changed message is not taken",
        arguments: [KeyScheme.sr25519, .ed25519])
    func verification(scheme: KeyScheme) throws {
        let pair = try KeyPair(uri: "//Alice", scheme: scheme)
        let message = Array("a message".utf8)
        let signature = pair.sign(message).bytes
        let name = scheme == .sr25519 ? "sr25519" : "ed25519"
        func isValid(_ version: String, _ message: [UInt8], checks: Bool = true) throws -> Bool {
            var probe = HostProbe()
            probe.environment.checksSignatures = checks
            return try probe.run(
                "ext_crypto_\(name)_\(version)",
                [.pointer(signature), .bytes(message), .pointer(pair.publicKey.accountID.bytes)], .word) == [
                    1, 0, 0, 0,
                ]
        }
        for version in ["verify_version_1", "batch_verify_version_1"] + (scheme == .sr25519 ? ["verify_version_2"] : [])
        {
            #expect(try isValid(version, message))
            #expect(try !isValid(version, message + [0]))
            #expect(try isValid(version, message + [0], checks: false))
        }
    }

    @Test("A batch is good when all of it is, and begins and ends once")
    func batches() throws {
        let pair = try KeyPair(uri: "//Bob")
        let signature = pair.sign([1]).bytes
        let key = pair.publicKey.accountID.bytes
        let start = Step("ext_crypto_start_batch_verify_version_1")
        let finish = Step("ext_crypto_finish_batch_verify_version_1", [], .word)
        func verify(_ message: [UInt8]) -> Step {
            Step(
                "ext_crypto_sr25519_batch_verify_version_1", [.pointer(signature), .bytes(message), .pointer(key)],
                .word)
        }
        let probe = HostProbe()
        #expect(try probe.run([start, verify([1]), finish]) == [1, 0, 0, 0])
        #expect(try probe.run([start, verify([2]), verify([1]), finish]) == [0, 0, 0, 0])
        #expect(try probe.run([start, verify([2]), finish, start, finish]) == [1, 0, 0, 0])
        #expect(throws: RuntimeError(.invalidHostCall, "")) { try probe.run([start, start]) }
        #expect(throws: RuntimeError(.invalidHostCall, "")) { try probe.run([finish]) }
    }

    static let recoveries = VectorFile("secp256k1_recovery.json").cases("cases")

    @Test("Whose a signature over secp256k1 is", arguments: recoveries)
    func recovery(vector: Vector) throws {
        let hash = vector["hash"].bytes
        let key = vector["public_key"].bytes
        let compressed = [key[63] & 1 == 1 ? 3 : 2] + key[..<32]
        let recovery = UInt8(vector["recovery"].uint64)
        let signature = vector["signature"].bytes
        let probe = HostProbe()
        let name = "ext_crypto_secp256k1_ecdsa_recover"
        #expect(
            try probe.run("\(name)_version_2", [.pointer(signature + [recovery]), .pointer(hash)], .packed) == [0] + key
        )
        #expect(
            try probe.run(
                "\(name)_compressed_version_2", [.pointer(signature + [recovery + 27]), .pointer(hash)], .packed)
                == [0] + compressed)
        let verify = "ext_crypto_ecdsa_verify_prehashed_version_1"
        for (mark, isValid) in [(recovery, UInt8(1)), (recovery ^ 1, 0)] {
            let arguments = [HostProbe.Argument.pointer(signature + [mark]), .pointer(hash), .pointer(compressed)]
            #expect(try probe.run(verify, arguments, .word) == [isValid, 0, 0, 0])
        }
    }

    @Test("The precompiled contract of Ethereum finds the same signer")
    func ethereum() throws {
        let hash = try [UInt8](hex: "456e9aea5e197a1f1af7a3e85a3212fa4049a3ba34c2289b4c860fc0b0c64ef3")
        let signature = try [UInt8](
            hex: "9242685bf161793cc25603c231bc2f568eb630ea16aa137d2664ac8038825608"
                + "4f8ae3bd7535248d0bd448298cc2e2071e56992d0774dc340c368ae950852ada1c")
        let name = "ext_crypto_secp256k1_ecdsa_recover"
        let arguments = [HostProbe.Argument.pointer(signature), .pointer(hash)]
        let answer = try HostProbe().run("\(name)_version_2", arguments, .packed)
        #expect(try HostProbe().run("\(name)_version_1", arguments, .packed) == answer)
        let compressed = try HostProbe().run("\(name)_compressed_version_1", arguments, .packed)
        #expect(compressed == [0, answer[64] & 1 == 1 ? 3 : 2] + answer[1...32])
        #expect(Hashing.keccak256(answer.dropFirst()).suffix(20).hex == "0x7156526fbd7a3c72969b54f64e42c10fbb768c8a")
    }

    @Test("ECDSA is checked over the BLAKE2b-256 of a message", arguments: [1, 2])
    func ecdsa(version: Int) throws {
        let message = Array("a message".utf8)
        let hash = Hashing.blake2b256(message)
        // Whatever s is, a point's r makes it somebody's signature: here the curve's first point's.
        let r = try [UInt8](hex: "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
        let signature = r + Hashing.sha256([2]) + [0]
        let recovered = try HostProbe().run(
            "ext_crypto_secp256k1_ecdsa_recover_compressed_version_2", [.pointer(signature), .pointer(hash)], .packed)
        try #require(recovered.count == 34)
        let key = HostProbe.Argument.pointer(Array(recovered.dropFirst()))
        for (message, isValid) in [(message, UInt8(1)), (message + [0], 0)] {
            let answer = try HostProbe().run(
                "ext_crypto_ecdsa_verify_version_\(version)", [.pointer(signature), .bytes(message), key], .word)
            #expect(answer == [isValid, 0, 0, 0])
        }
    }

    @Test("What is no signature is told as sp-io does", arguments: [1, 2])
    func failures(version: Int) throws {
        let order = try [UInt8](hex: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        let beyond = try [UInt8](hex: "000000000000000000000000000000014551231950b75fc4402da1722fc9baee")
        let one = [UInt8](repeating: 0, count: 31) + [1]
        let zero = [UInt8](repeating: 0, count: 32)
        let ones = [UInt8](repeating: 0xff, count: 32)
        for (signature, expected) in [
            (one + one + [4], [1, 1]), (one + one + [31], [1, 1]), (zero + one + [0], [1, 2]),
            (one + zero + [0], [1, 2]),
            (order + one + [0], [1, version == 1 ? 2 : 0]), (one + ones + [9], [1, 1]),
            // There is no point whose x is 5.
            (zero.dropLast() + [5] + one + [0], [1, 2]),
            // r + n is the field's modulus.
            (beyond + one + [2], [1, 2]),
        ] as [([UInt8], [UInt8])] {
            let answer = try HostProbe().run(
                "ext_crypto_secp256k1_ecdsa_recover_version_\(version)", [.pointer(signature), .pointer(one)], .packed)
            #expect(answer == expected, "\(signature.hex)")
        }
    }
}

extension Collection<UInt8> {
    fileprivate var hex: String { Array(self).hex }
}

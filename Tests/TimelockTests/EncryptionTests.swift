// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import Timelock

@Suite struct EncryptionTests {
    @Test(
        "with everything random given, a ciphertext has the bytes of the independent encryptor",
        arguments: vectors.cases("fixed"))
    func fixed(vector: Vector) throws {
        let beacon = try DrandBeacon.named(vector["key"].string)
        let secrets = TimelockSecrets(
            key: SecretBytes(vector["aes_key"].bytes), sigma: SecretBytes(vector["sigma"].bytes),
            nonce: vector["nonce"].bytes)
        let plaintext = vector["plaintext"].bytes
        let ciphertext = try beacon.encrypt(plaintext, until: vector["round"].uint64, with: secrets)
        #expect(
            ciphertext.u == vector["u"].bytes && ciphertext.v == vector["v"].bytes && ciphertext.w == vector["w"].bytes)
        #expect(ciphertext.bytes == vector["ciphertext"].bytes)
        #expect(ciphertext.bytes.count == plaintext.count + TimelockCiphertext.overhead)
        #expect(ciphertext.plaintextCount == plaintext.count)
        let signature = try BeaconSignature(vector["signature"].bytes)
        #expect(try ciphertext.opened(with: signature) == plaintext)
    }

    @Test("what Python's packages encrypted is opened by the beacon's signatures", arguments: vectors.cases("opened"))
    func opened(vector: Vector) throws {
        let signature = try BeaconSignature(vector["signature"].bytes)
        let message = try TimelockMessage(vector["envelope"].bytes)
        #expect(message.round == vector["round"].uint64 && message.bytes == vector["envelope"].bytes)
        #expect(try message.ciphertext.opened(with: signature) == vector["plaintext"].bytes)
        let plain = try TimelockMessage(vector["ciphertext"].bytes)
        #expect(
            plain.round == nil && plain.ciphertext == message.ciphertext && plain.bytes == vector["ciphertext"].bytes)
    }

    @Test("what Python's packages committed is opened too", arguments: vectors.cases("commits"))
    func commits(vector: Vector) throws {
        let ciphertext = try TimelockCiphertext(vector["ciphertext"].bytes)
        #expect(try ciphertext.opened(with: BeaconSignature(vector["signature"].bytes)) == vector["plaintext"].bytes)
    }

    @Test(
        "what the packages refuse is refused, and what they overlook is overlooked", arguments: vectors.cases("refused")
    )
    func refused(vector: Vector) throws {
        func open() throws(TimelockError) -> [UInt8] {
            try TimelockCiphertext(vector["ciphertext"].bytes).opened(with: BeaconSignature(vector["signature"].bytes))
        }
        guard vector["opens"].isNull else {
            #expect(try open() == vector["opens"].bytes)
            return
        }
        let error = #expect(throws: TimelockError.self) { try open() }
        let codes: [String: TimelockError.Code] = [
            "another round's signature": .wrongSignature, "V changed": .wrongSignature, "W changed": .wrongSignature,
            "body changed": .damagedCiphertext, "nonce changed": .damagedCiphertext,
            "signature uncompressed bit": .invalidBeaconSignature, "signature at infinity": .invalidBeaconSignature,
        ]
        #expect(error?.code == codes[vector["what"].string] ?? .invalidCiphertext)
    }

    @Test("signatures of rounds are the beacon's, and of no other round", arguments: vectors.cases("rounds"))
    func rounds(vector: Vector) throws {
        let beacon = try DrandBeacon.named(vector["key"].string)
        let round = vector["round"].uint64
        #expect(try DrandBeacon.identity(of: round).compressed == vector["identity"].bytes)
        let signature = try BeaconSignature(vector["signature"].bytes)
        #expect(try beacon.isValid(signature, of: round))
        #expect(throws: TimelockError(.wrongSignature, "")) { try beacon.verify(signature, of: round ^ 3) }
    }

    @Test("two ciphertexts of the same text have nothing in common, and the beacon's key opens both")
    func random() throws {
        let beacon = try DrandBeacon.named("test")
        let text = Array("weights".utf8)
        let (first, second) = (try beacon.encrypt(text, until: 77), try beacon.encrypt(text, until: 77))
        #expect(first.u != second.u && first.v != second.v && first.w != second.w && first.nonce != second.nonce)
        let secret = vectors.root["test_key"]["secret_scalar"].bytes
        let signature = try BeaconSignature(
            secret.withUnsafeBytes { try DrandBeacon.identity(of: 77).multiplied(bySecret: $0) }.compressed)
        #expect(try first.opened(with: signature) == text && second.opened(with: signature) == text)
        #expect(throws: TimelockError(.invalidRound, "")) { try beacon.encrypt(text, until: 0) }
    }

    @Test("a beacon has a public key of its own kind, and a period")
    func beacons() throws {
        #expect(throws: TimelockError(.invalidBeacon, "")) {
            try DrandBeacon(publicKey: DrandBeacon.quicknet.publicKey, genesis: 0, period: 0)
        }
        #expect(throws: TimelockError(.invalidBeacon, "")) {
            try DrandBeacon(publicKey: G2.infinity.compressed, genesis: 0, period: 3)
        }
        #expect(throws: TimelockError(.invalidBeacon, "")) {
            try DrandBeacon(publicKey: [1, 2], genesis: 0, period: 3)
        }
        let given = vectors.root["quicknet"]
        let beacon = try DrandBeacon(
            publicKey: given["public_key"].bytes, genesis: given["genesis_time"].uint64, period: given["period"].uint64,
            chainHash: Hash256(given["chain_hash"].bytes))
        #expect(beacon == .quicknet)
        #expect(
            beacon.address(of: 1000)
                == "https://api.drand.sh/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/public/1000")
    }
}

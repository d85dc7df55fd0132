// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import SubstrateKeys

@Suite struct SeedTests {
    @Test("seeds give the wallet's keys", arguments: keyVectors.cases("seeds"))
    func seeds(vector: Vector) throws {
        let pair = try KeyPair(seed: vector["seed"].secret)
        #expect(pair.accountID.hex == vector["sr25519_public_key"].string)
        #expect(pair.accountID.ss58() == vector["ss58_42"].string)
        #expect(pair.privateKey.revealed.hex == vector["sr25519_secret_key_64"].string)
        #expect(pair.privateKey.hexText == SecretBytes(utf8: vector["wallet_keyfile_private_key"].string))
        #expect(pair.seed == vector["seed"].secret)

        let copy = try KeyPair(privateKey: vector["wallet_keyfile_private_key"].secret)
        #expect(copy.accountID.hex == vector["from_wallet_private_key_public_key"].string)
        #expect(copy.seed == nil)
        #expect(pair.forgettingOrigin().seed == nil)
        #expect(pair.forgettingOrigin().privateKey == pair.privateKey)

        let edwards = try KeyPair(seed: vector["seed"].secret, scheme: .ed25519)
        #expect(edwards.accountID.hex == vector["ed25519_public_key"].string)
        #expect(edwards.accountID.ss58() == vector["ed25519_ss58_42"].string)
        #expect(try KeyPair(privateKey: edwards.privateKey, scheme: .ed25519).accountID == edwards.accountID)
    }

    @Test("odd seed texts are judged as the wallet judges them", arguments: keyVectors.cases("seeds_odd_or_invalid"))
    func oddSeeds(vector: Vector) throws {
        let text = SecretBytes(utf8: vector["seed_argument"].string)
        let wallet = vector["bittensor_wallet"]
        if wallet["ok"].bool {
            #expect(try KeyPair(seed: .decodingHex(text)).accountID.ss58() == wallet["value"].string)
        } else {
            #expect(throws: KeysError(.invalidSeed, "")) { try KeyPair(seed: .decodingHex(text)) }
        }
    }

    @Test(
        "private keys that are no scalars are refused",
        arguments: [
            [UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xff, count: 64), [], [UInt8](repeating: 1, count: 63),
            [UInt8](repeating: 1, count: 65),
            // The group order itself.
            [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
                0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
            ] + [UInt8](repeating: 7, count: 32),
        ])
    func noScalars(bytes: [UInt8]) {
        #expect(throws: KeysError(.invalidPrivateKey, "")) { try KeyPair(privateKey: SecretBytes(bytes)) }
    }
}

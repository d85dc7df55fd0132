// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Timelock

/// What a chain knows of the beacon with whose signatures it opens what is encrypted.
enum DrandPallet {
    static let name = "Drand"

    static let beaconConfig = StorageItem(
        name, "BeaconConfig", "BeaconConfiguration",
        default: EncodedStruct(
            beacon: DrandBeacon.quicknet.publicKey, period: 3, genesis: 1_692_803_367,
            hashes: (
                DrandBeacon.quicknet.chainHash?.bytes ?? [],
                [
                    0xf4, 0x77, 0xd5, 0xc8, 0x9f, 0x21, 0xa1, 0x7c, 0x86, 0x3a, 0x7f, 0x93, 0x7c, 0x6a, 0x6d, 0x15,
                    0x85, 0x94, 0x14, 0xd2, 0xbe, 0x09, 0xcd, 0x44, 0x8d, 0x42, 0x79, 0xaf, 0x33, 0x1c, 0x5d, 0x3e,
                ]
            ), name: "quicknet"))
    static let pulses = OptionalStorageItem(name, "Pulses", [.blake2_128Concat: "u64"], "Pulse", of: Pulse.self)
    static let lastStoredRound = StorageItem(name, "LastStoredRound", "u64", default: UInt64(0))

    static let declaration = PalletDeclaration(
        name: name, index: 26,
        storage: [beaconConfig.declaration, pulses.declaration, lastStoredRound.declaration],
        events: [.named("NewPulse", 1, ["rounds": "Vec<u64>"])])

    static func defineTypes(_ builder: inout TypeRegistryBuilder) throws(ScaleError) {
        let module = ["pallet_drand", "types"]
        try builder.record("Metadata", module, ["beacon_id": "BoundedVec<u8>"])
        try builder.record(
            "BeaconConfiguration", module,
            [
                "public_key": "BoundedVec<u8>", "period": "u32", "genesis_time": "u32", "hash": "BoundedVec<u8>",
                "group_hash": "BoundedVec<u8>", "scheme_id": "BoundedVec<u8>", "metadata": "Metadata",
            ])
        try builder.record(
            "Pulse", module, ["round": "u64", "randomness": "BoundedVec<u8>", "signature": "BoundedVec<u8>"])
    }

    /// A round of the beacon as it was published.
    struct Pulse: Hashable, Sendable, ScaleCodable {
        let round: UInt64
        let signature: [UInt8]

        init(round: UInt64, signature: [UInt8]) {
            self.round = round
            self.signature = signature
        }

        func encode(to writer: inout ScaleWriter) {
            writer.write(integer: round)
            Hashing.sha256(signature).encode(to: &writer)
            signature.encode(to: &writer)
        }

        init(from reader: inout ScaleReader) throws(ScaleError) {
            round = try reader.readInteger()
            let randomness = try [UInt8](from: &reader)
            signature = try [UInt8](from: &reader)
            guard randomness == Hashing.sha256(signature) else {
                throw ScaleError(.mismatch, "a pulse's randomness is the hash of its signature")
            }
        }
    }
}

extension EncodedStruct {
    /// `BeaconConfiguration` of a beacon whose signatures are points of G1.
    init(
        beacon publicKey: [UInt8], period: UInt32, genesis: UInt32, hashes: (chain: [UInt8], group: [UInt8]),
        name: String
    ) {
        var writer = ScaleWriter()
        publicKey.encode(to: &writer)
        writer.write(integer: period)
        writer.write(integer: genesis)
        for bytes in [hashes.chain, hashes.group, Array("bls-unchained-g1-rfc9380".utf8), Array(name.utf8)] {
            bytes.encode(to: &writer)
        }
        self.init(bytes: writer.bytes)
    }
}

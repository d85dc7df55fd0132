// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Storage entries of real metadata")
struct MetadataStorageTests {
    @Test(
        "every pallet's version lies where the chain keeps it",
        arguments: VectorFile("storage_keys.json").cases("groups"))
    func palletVersions(group: Vector) {
        for vector in group["pallet_version_keys"].cases {
            let key = StorageKey.prefix(pallet: vector["pallet"].string, item: vector["item"].string)
            #expect(key == vector["key"].bytes)
        }
    }

    @Test("every hasher makes as many bytes as its name says, and keeps the key where it can be read back")
    func hashers() {
        let key: [UInt8] = [1, 2, 3]
        let lengths: [(StorageHasher, Int)] = [
            (.blake2_128, 16), (.blake2_256, 32), (.blake2_128Concat, 19), (.twox128, 16), (.twox256, 32),
            (.twox64Concat, 11), (.identity, 3),
        ]
        for (hasher, length) in lengths {
            let hashed = hasher.hash(key)
            #expect(hashed.count == length)
            if let prefix = hasher.reversiblePrefix { #expect(hashed.dropFirst(prefix) == key[...]) }
        }
        #expect(StorageHasher.blake2_128Concat.hash(key).starts(with: Hashing.blake2b128(key)))
        #expect(StorageHasher.twox64Concat.hash(key).starts(with: Hashing.twox64(key)))
    }

    @Test("a missing value reads as the default, or as nothing", arguments: MetadataTests.files)
    func defaults(file: Vector) throws {
        let metadata = try MetadataTests.metadata(file)
        for pallet in metadata.pallets {
            for item in pallet.storage?.items ?? [] {
                let value = try metadata.storageDefault(pallet.name, item.name)
                #expect((value == nil) == (item.modifier == .optional), "\(pallet.name).\(item.name)")
            }
        }
    }

    @Test("documentation is read when asked for", arguments: MetadataTests.files)
    func documentation(file: Vector) throws {
        let metadata = try MetadataTests.metadata(file)
        let register = try metadata.call("SubtensorModule", "register")
        #expect(register.docs.contains { $0.contains("Registers a new neuron") })
        #expect(register.fields.first?.name == "netuid")
        #expect(register.fields.first?.typeName?.isEmpty == false)
        let error = metadata.error(pallet: 7, index: 0)?.error
        #expect(error?.docs.isEmpty == false)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Every storage item of the main network's runtime 424")
struct StorageKeys424Tests {
    static let file = VectorFile("storage_keys_424.json")

    @Test("is found under the same key, with the keys as people write them, and has the same default")
    func items() throws {
        let metadata = try WrittenCallTests.recorded.get()
        for vector in Self.file.cases("items") {
            let (pallet, name) = (vector["pallet"].string, vector["item"].string)
            let item = try metadata.storage(pallet, name)
            // A word of a command line, and JSON.
            for keys in [
                vector["params"].list.map { WrittenValue($0) },
                vector["params"].list.map { .word("\(WrittenValue($0))") },
            ] {
                let encoded = try metadata.encodeKeys(keys, of: pallet, name)
                #expect(encoded == vector["params_scale"].list.map(\.bytes), "\(pallet).\(name)")
                // One key of 256 bits is made by nobody else.
                guard !vector["key"].isNull else { continue }
                let key = try metadata.storageKey(pallet, name, keys: encoded)
                #expect(key.hex == vector["key"].string, "\(pallet).\(name)")
            }
            #expect(item.hashers.count == vector["hashers"].list.count, "\(pallet).\(name)")
            #expect(item.fallback == vector["default"].bytes, "\(pallet).\(name)")
            guard item.modifier == .default else { continue }
            let value = try metadata.types.decode(item.fallback, as: item.value)
            #expect(try metadata.types.encode(value, as: item.value) == item.fallback, "\(pallet).\(name)")
        }
    }

    @Test("every constant decodes and is written back")
    func constants() throws {
        let metadata = try WrittenCallTests.recorded.get()
        for vector in Self.file.cases("constants") {
            let (pallet, name) = (vector["pallet"].string, vector["constant"].string)
            let constant = try #require(try metadata.pallet(pallet).constants.first { $0.name == name })
            let value = try metadata.constant(pallet, name)
            #expect(try metadata.types.encode(value, as: constant.type) == constant.value, "\(pallet).\(name)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("Metadata of real runtimes")
struct MetadataTests {
    static let files = VectorFile("metadata/index.json").cases("files")

    static func metadata(_ file: Vector) throws -> RuntimeMetadata {
        let bytes = VectorFile.bytes("metadata/" + file["file"].string)
        return isVersion14(file)
            ? try RuntimeMetadata(bytes) : try RuntimeMetadata(optionOpaque: bytes)
    }

    static func isVersion14(_ file: Vector) -> Bool { file["metadata_version"].uint64 == 14 }

    @Test("values of a chain's own, which version 15 may hold, are passed over")
    func customValues() throws {
        let file = VectorFile.bytes("metadata/metadata-v15-spec343.option-opaque.bin")
        let bytes = try #require(try [UInt8]?(scale: file))
        #expect(bytes.last == 0)
        let metadata = try RuntimeMetadata(bytes)
        // Two of them: name, type, seven bytes.
        let value = "key".scaleEncoded + [0] + [UInt8](1...7).scaleEncoded
        let again = try RuntimeMetadata(bytes.dropLast() + [8] + value + value)
        #expect(again.types == metadata.types && again.pallets == metadata.pallets && again.apis == metadata.apis)
        #expect(throws: ClientError(.unsupportedMetadata, "")) {
            try RuntimeMetadata(bytes.dropLast() + [4] + value.dropLast())
        }
    }

    @Test("reads every file and finds what the index lists", arguments: files.filter { !$0["pallets"].isNull })
    func contents(file: Vector) throws {
        let metadata = try Self.metadata(file)
        #expect(metadata.types.types.count == Int(file["types"].uint64))
        #expect(UInt64(metadata.extrinsic.version) == file["extrinsic_version"].uint64)
        #expect(
            metadata.extrinsic.extensions.map(\.identifier)
                == file["signed_extensions"].list.map { $0["identifier"].string })
        #expect(metadata.pallets.map(\.name) == file["pallets"].list.map { $0["name"].string })
        for (pallet, listed) in zip(metadata.pallets, file["pallets"].list) {
            #expect(UInt64(pallet.index) == listed["index"].uint64)
            #expect(UInt64(pallet.storage?.items.count ?? 0) == listed["storage"].uint64)
            #expect(UInt64(pallet.constants.count) == listed["constants"].uint64)
            for (type, count) in [
                (pallet.calls, listed["calls"]), (pallet.error, listed["errors"]), (pallet.event, listed["events"]),
            ] {
                var found = 0
                if let type, case .variant(let variants) = try metadata.types.type(type).shape {
                    found = variants.count
                }
                #expect(UInt64(found) == count.uint64)
            }
        }
    }

    @Test("every name leads to its place in the lists", arguments: files)
    func names(file: Vector) throws {
        let metadata = try Self.metadata(file)
        for pallet in metadata.pallets {
            #expect(try metadata.pallet(pallet.name) == pallet)
            for item in pallet.storage?.items ?? [] { #expect(try metadata.storage(pallet.name, item.name) == item) }
            for constant in pallet.constants {
                let value = try metadata.types.decode(constant.value, as: constant.type)
                #expect(try metadata.constant(pallet.name, constant.name) == value)
            }
            if let id = pallet.calls, case .variant(let calls) = try metadata.types.type(id).shape {
                for call in calls { #expect(try metadata.call(pallet.name, call.name) == call) }
            }
            #expect(throws: ClientError(.notInRuntime, "")) { try metadata.storage(pallet.name, "") }
            #expect(!metadata.hasCall(pallet.name, ""))
        }
        #expect(throws: ClientError(.notInRuntime, "")) { try metadata.pallet("") }
        #expect(try metadata == Self.metadata(file))
    }

    @Test("of two of one name the first is found")
    func sameNames() throws {
        let types = try Self.metadata(try #require(Self.files.first)).types
        let items = [UInt8(1), 2].map {
            StorageMetadata(name: "Item", modifier: .default, value: 0, fallback: [$0])
        }
        let pallets = [UInt8(3), 4].map {
            PalletMetadata(name: "Pallet", index: $0, storage: .init(prefix: "Pallet", items: items))
        }
        let metadata = RuntimeMetadata(
            types: types, pallets: pallets,
            extrinsic: ExtrinsicMetadata(version: 4, address: 0, call: 0, signature: 0, extra: 0, extensions: []))
        #expect(try metadata.pallet("Pallet").index == 3)
        #expect(try metadata.storage("Pallet", "Item").fallback == [1])
    }

    @Test("every file is written back byte for byte", arguments: files)
    func roundTrip(file: Vector) throws {
        let bytes = VectorFile.bytes("metadata/" + file["file"].string)
        let metadata = try Self.metadata(file)
        let runtimeType = TypeID(UInt32(try #require(metadata.types.types.lastIndex { $0.name == "Runtime" })))
        if Self.isVersion14(file) {
            #expect(try metadata.encodedVersion14(runtimeType: runtimeType) == bytes)
        } else {
            let written: [UInt8]? = try metadata.encodedVersion15(runtimeType: runtimeType)
            #expect(written.scaleEncoded == bytes)
        }
    }

    @Test("every constant of every pallet decodes", arguments: files)
    func constants(file: Vector) throws {
        let metadata = try Self.metadata(file)
        for pallet in metadata.pallets {
            for constant in pallet.constants {
                let value = try metadata.constant(pallet.name, constant.name)
                #expect(
                    try metadata.types.encode(value, as: constant.type) == constant.value,
                    "\(pallet.name).\(constant.name)")
            }
        }
    }

    @Test("damaged metadata is refused, wherever it is cut", arguments: files)
    func damaged(file: Vector) throws {
        let bytes = VectorFile.bytes("metadata/" + file["file"].string)
        for count in stride(from: 0, to: bytes.count, by: bytes.count / 40 + 1) {
            #expect(throws: ClientError(.unsupportedMetadata, "")) { try RuntimeMetadata(Array(bytes.prefix(count))) }
        }
    }

    static let version16 = "metadata/metadata-v16-spec424.bin"

    @Test("version 16 says the same of a runtime as version 15")
    func version16() throws {
        let metadata = try RuntimeMetadata(VectorFile.bytes(Self.version16))
        #expect(try metadata == RuntimeMetadata(VectorFile.bytes("metadata/metadata-v15-spec424.from-v16.bin")))
        #expect(metadata.extrinsic.version == 4)
    }

    @Test("damaged metadata of version 16 is refused, wherever it is cut")
    func damaged16() {
        let bytes = VectorFile.bytes(Self.version16)
        for count in stride(from: 5, to: bytes.count, by: bytes.count / 400) {
            #expect(throws: ClientError(.unsupportedMetadata, "")) { try RuntimeMetadata(Array(bytes.prefix(count))) }
        }
    }

    @Test("another version is named")
    func otherVersion() {
        let error = #expect(throws: ClientError.self) { try RuntimeMetadata(Array("meta".utf8) + [13]) }
        #expect(error?.reason.contains("13") == true)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@Suite("extrinsics.json")
struct ExtrinsicTests {
    static let groups = VectorFile("extrinsics.json").cases("groups")

    @Test("calls, payloads and whole extrinsics are the real ones", arguments: groups)
    func extrinsics(vectors: Vector) throws {
        let metadata = try StorageKeyTests.Group(vectors).metadata
        #expect(!vectors["extrinsics"].list.isEmpty)
        for vector in vectors["extrinsics"].cases {
            let call = Call(
                vector["call_module"].string, vector["call_function"].string,
                members: ScaleValue.members(vector["call_args"]))
            let context = try Self.context(vector, vectors)
            let unsigned = try metadata.extrinsic(call, context: context)
            #expect(unsigned.callData == vector["call_data"].bytes, "\(call)")
            #expect(unsigned.payload == vector["payload_bytes"].bytes, "\(call)")
            #expect(unsigned.signedBytes == vector["payload_to_sign"].bytes, "\(call)")
            #expect(try metadata.encode(metadata.decodeCall(unsigned.callData)) == unsigned.callData, "\(call)")
            // The cases around the 256-byte limit end with the payload.
            guard !vector["extrinsic"].isNull else { continue }
            #expect(Hashing.blake2b256(unsigned.callData) == vector["call_hash"].bytes)
            let scheme: KeyScheme = vector["signature_kind"].string.hasPrefix("ed25519") ? .ed25519 : .sr25519
            let extrinsic = unsigned.assembled(
                signer: try AccountID(vector["signer_public_key"].bytes),
                signature: try Signature(vector["signature"].bytes, scheme: scheme))
            #expect(extrinsic.bytes == vector["extrinsic"].bytes, "\(call)")
            #expect(extrinsic.hash.bytes == vector["extrinsic_hash"].bytes)
            let decoded = try metadata.decode(extrinsic)
            #expect(decoded.signer?.bytes == vector["signer_public_key"].bytes)
            #expect(decoded.nonce == context.nonce && decoded.tip == context.tip && decoded.era == context.era)
            #expect(try metadata.encode(decoded.call) == unsigned.callData, "\(call)")
        }
    }

    @Test("an extrinsic without a signature is taken apart too, of each format; anything else is refused in words")
    func unsigned() throws {
        let metadata = try StorageKeyTests.Group(try #require(Self.groups.first)).metadata
        let call = try metadata.encode(Call("Timestamp", "set", ["now": .number(UInt64(1_700_000_000_000))]))
        func extrinsic(_ body: [UInt8]) -> Extrinsic { Extrinsic(bytes: body.scaleEncoded) }
        for format: UInt8 in [4, 5] {
            let decoded = try metadata.decode(extrinsic([format] + call))
            #expect(decoded.call.description == "Timestamp.set")
            #expect(decoded.signer == nil && decoded.nonce == nil && decoded.tip == nil && decoded.era == nil)
        }
        let group = try #require(Self.groups.first)
        let signed = try #require(group["extrinsics"].cases.first)["extrinsic"].bytes
        var bad = signed.indices.map { Array(signed.prefix($0)) }
        bad += [[4] + call + [0], [6] + call, [0xC4] + call, [0x45, 1] + call, []].map { extrinsic($0).bytes }
        for bytes in bad {
            #expect(throws: ClientError(.malformedAnswer, "")) { try metadata.decode(Extrinsic(bytes: bytes)) }
        }
    }

    private static func context(_ vector: Vector, _ group: Vector) throws -> SigningContext {
        let genesis = try Hash256(group["genesis_hash"].bytes)
        var era = Era.immortal
        if case .object = vector["era"] {
            era = Era(period: vector["era"]["period"].uint64, current: vector["era"]["current"].uint64)
        }
        return SigningContext(
            genesisHash: genesis, specVersion: UInt32(group["spec_version"].uint64),
            transactionVersion: UInt32(group["transaction_version"].uint64), nonce: UInt32(vector["nonce"].uint64),
            era: era,
            eraBlockHash: vector["era_block_hash"].isNull ? genesis : try Hash256(vector["era_block_hash"].bytes),
            tip: try #require(vector["tip"].uint256.exactUInt128))
    }

    static let withDigest = VectorFile("metadata_hash.json").cases("extrinsics")

    @Test(
        "with the digest of the metadata switched on, payloads and extrinsics are the real ones", arguments: withDigest)
    func metadataHash(vector: Vector) throws {
        let metadata = try StorageKeyTests.Group(try #require(Self.groups.first)).metadata
        var era = Era.immortal
        if case .object = vector["era"] {
            era = Era(period: vector["era"]["period"].uint64, current: vector["era"]["current"].uint64)
        }
        let context = SigningContext(
            genesisHash: try Hash256(vector["genesis_hash"].bytes), specVersion: UInt32(vector["spec_version"].uint64),
            transactionVersion: UInt32(vector["transaction_version"].uint64), nonce: UInt32(vector["nonce"].uint64),
            era: era, eraBlockHash: try Hash256(vector["era_block_hash"].bytes),
            tip: try #require(vector["tip"].uint256.exactUInt128),
            metadataHash: try Hash256(vector["metadata_hash"].bytes))
        let call = try metadata.decodeCall(vector["call_data"].bytes)
        let unsigned = try metadata.extrinsic(call, context: context)
        #expect(unsigned.signedBytes == vector["payload_to_sign"].bytes)
        let extrinsic = unsigned.assembled(
            signer: try AccountID(vector["signer_public_key"].bytes),
            signature: try Signature(vector["signature"].bytes, scheme: .sr25519))
        #expect(extrinsic.bytes == vector["extrinsic"].bytes)
    }

    @Test("an unknown extension with content is refused by name")
    func unknownExtension() throws {
        let metadata = try StorageKeyTests.Group(try #require(Self.groups.first)).metadata
        let filled = try #require(metadata.extrinsic.extensions.first { $0.identifier == "CheckNonce" })
        let empty = try #require(metadata.extrinsic.extensions.first { $0.identifier == "CheckWeight" })
        func with(_ item: ExtrinsicMetadata.TransactionExtension) -> RuntimeMetadata {
            let old = metadata.extrinsic
            return RuntimeMetadata(
                types: metadata.types, pallets: metadata.pallets,
                extrinsic: ExtrinsicMetadata(
                    version: old.version, address: old.address, call: old.call, signature: old.signature,
                    extra: old.extra,
                    extensions: old.extensions + [item]))
        }
        let context = SigningContext(
            genesisHash: .zero, specVersion: 343, transactionVersion: 1, nonce: 0, era: .immortal, eraBlockHash: .zero)
        let call = Call("System", "remark", ["remark": .bytes([])])
        let plain = try metadata.extrinsic(call, context: context)
        let harmless = with(.init(identifier: "Novelty", extra: empty.extra, additionalSigned: empty.additionalSigned))
        #expect(try harmless.extrinsic(call, context: context) == plain)
        let strange = with(.init(identifier: "Novelty", extra: filled.extra, additionalSigned: empty.additionalSigned))
        let error = #expect(throws: ClientError(.unknownExtension, "")) {
            try strange.extrinsic(call, context: context)
        }
        #expect(error?.reason.contains("Novelty") == true)
    }
}

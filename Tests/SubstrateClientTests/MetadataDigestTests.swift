// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("The digest of merkleised metadata")
struct MetadataDigestTests {
    static func metadata(_ name: String) throws -> RuntimeMetadata {
        try MetadataTests.metadata(try #require(MetadataTests.files.first { $0["file"].string == name }))
    }

    /// A Bittensor chain.
    static func chain(_ specVersion: UInt64) -> MetadataDigest.Chain {
        MetadataDigest.Chain(
            specVersion: UInt32(specVersion), specName: "node-subtensor", ss58Prefix: 42, decimals: 9,
            tokenSymbol: "TAO")
    }

    @Test("is what Python computes", arguments: VectorFile("metadata_hash.json").cases("digests"))
    func digests(vector: Vector) throws {
        let metadata = try Self.metadata(vector["metadata"].string)
        guard vector["error"].isNull else {
            let error = #expect(throws: ClientError(.unsupportedMetadata, "")) {
                try metadata.digest(for: Self.chain(vector["spec_version"].uint64))
            }
            #expect(error?.reason.contains("version 15") == true)
            return
        }
        let chain = MetadataDigest.Chain(
            specVersion: UInt32(vector["spec_version"].uint64), specName: vector["spec_name"].string,
            ss58Prefix: UInt16(vector["ss58_prefix"].uint64), decimals: UInt8(vector["decimals"].uint64),
            tokenSymbol: vector["token_symbol"].string)
        #expect(try metadata.digest(for: chain).bytes == vector["digest"].bytes)
    }

    @Test(
        "is what Python computes for older runtimes (bittensor-core 0.1.5, `metadata_digest`)",
        arguments: [
            (218, "595757b6d42c057442818e394b2340bb3334bde29f1811009b495c3d95f39601"),
            (293, "e2104e80b86fb46f899dd96801e2e2e00cbff999067c0ef9ca65ab4ca65a0e9d"),
        ])
    func olderRuntimes(specVersion: UInt64, digest: String) throws {
        let metadata = try Self.metadata("metadata-v15-spec\(specVersion).option-opaque.bin")
        #expect(try metadata.digest(for: Self.chain(specVersion)).bytes.hexDigits == digest)
    }

    @Test("is what offline signers are given")
    func signers() throws {
        let file = VectorFile("signers.json")
        let digest = try Self.metadata(file.root["metadata"].string)
            .digest(for: Self.chain(file.root["spec_version"].uint64))
        #expect(digest.bytes == file.root["digest"].bytes)
        let committed = file.cases("cases").map { $0["unsigned"]["metadata_hash"] }.filter { !$0.isNull }
        #expect(!committed.isEmpty)
        for other in committed { #expect(other.bytes == digest.bytes) }
    }

    @Test("covers what a signer shows beside the call")
    func covers() throws {
        let metadata = Registry([.sequence(1), .primitive(.u8)]).metadata()
        let chain = Self.chain(1)
        let changes: [(inout MetadataDigest.Chain) -> Void] = [
            { _ in }, { $0.specVersion = 2 }, { $0.specName = "node" }, { $0.ss58Prefix = 0 }, { $0.decimals = 12 },
            { $0.tokenSymbol = "DOT" },
        ]
        let digests = try changes.map { change in
            var other = chain
            change(&other)
            return try metadata.digest(for: other)
        }
        #expect(Set(digests).count == changes.count)
    }
}

/// Registries made up by hand; what a node sends can be any of them.
@Suite("The digest of metadata that lies", .timeLimit(.minutes(1)))
struct MetadataDigestLieTests {
    private static func digest(_ metadata: RuntimeMetadata) throws -> Hash256 {
        try metadata.digest(for: MetadataDigestTests.chain(1))
    }

    @Test(
        "types that contain themselves have one all the same",
        arguments: [
            [.sequence(0)], [.array(count: .max, 0)], [.tuple([0, 0])],
            [
                .composite([.init(name: "self", type: 1)]),
                .variant([.init(name: "Again", fields: [.init(name: nil, type: 0)], index: 255)]),
            ],
            [.compact(0)], [.compact(1), .compact(0)],
        ] as [[TypeDefinition.Shape]])
    func cycles(shapes: [TypeDefinition.Shape]) throws {
        let metadata = Registry(shapes).metadata()
        #expect(try Self.digest(metadata) == Self.digest(metadata))
    }

    @Test(
        "contradictions are refused",
        arguments: [
            [], [.sequence(7)], [.compact(7)], [.bitSequence(store: 7, order: 7)],
            // Compacts of what is no integer.
            [.compact(1), .primitive(.string)], [.compact(1), .sequence(2), .primitive(.u8)],
            [.compact(1), .tuple([2, 3]), .primitive(.u8), .primitive(.u16)],
            [.compact(1), .tuple([TypeID](repeating: 2, count: 1000)), .primitive(.u8)],
            // Bits in what holds none, and in no order.
            [.bitSequence(store: 1, order: 1), .primitive(.u128)], [.bitSequence(store: 1, order: 1), .primitive(.u8)],
            [.variant([.init(name: "A", index: 3), .init(name: "B", index: 4), .init(name: "C", index: 3)])],
        ] as [[TypeDefinition.Shape]])
    func contradictions(shapes: [TypeDefinition.Shape]) {
        #expect(throws: ClientError(.unsupportedMetadata, "")) { try Self.digest(Registry(shapes).metadata()) }
    }

    @Test("a type may be as deep as it likes")
    func depth() throws {
        let count: UInt32 = 20_000
        let shapes = (1...count).map { TypeDefinition.Shape.tuple([TypeID($0)]) } + [.primitive(.u8)]
        _ = try Self.digest(Registry(shapes).metadata())
    }

    @Test("many references to a wide type cost no more than they are")
    func width() throws {
        let count = 10_000
        let wide = TypeDefinition.Shape.tuple([TypeID](repeating: 2, count: count))
        let compacts = TypeDefinition.Shape.tuple([TypeID](repeating: 3, count: count))
        _ = try Self.digest(Registry([compacts, wide, .primitive(.u8), .tuple([1, 1])]).metadata())
        #expect(throws: ClientError(.unsupportedMetadata, "")) {
            try Self.digest(Registry([compacts, wide, .primitive(.u8), .compact(1)]).metadata())
        }
    }

    @Test("a long path in front of many cases is refused before much is hashed")
    func longPath() {
        let cases = (UInt8(0)...255).map { TypeDefinition.Variant(name: "", index: $0) }
        let path = [String](repeating: "module", count: 20_000)
        let type = TypeDefinition(path: path, shape: .variant(cases))
        #expect(throws: ClientError(.unsupportedMetadata, "")) { try Self.digest(Registry(types: [type]).metadata()) }
    }

    @Test("a byte may be wrong anywhere: an error or another digest, and no trap")
    func wrongByte() throws {
        var damaged = MetadataLieTests.bytes
        for index in stride(from: 0, to: damaged.count, by: damaged.count / 15) {
            let original = damaged[index]
            damaged[index] = 0x11
            if let metadata = try? RuntimeMetadata(damaged) { _ = try? Self.digest(metadata) }
            damaged[index] = original
        }
    }
}

/// A registry whose type 0 is everything that an extrinsic consists of.
private struct Registry {
    let types: [TypeDefinition]

    init(types: [TypeDefinition]) { self.types = types }
    init(_ shapes: [TypeDefinition.Shape]) { types = shapes.map { TypeDefinition(shape: $0) } }

    func metadata() -> RuntimeMetadata {
        RuntimeMetadata(
            types: TypeRegistry(types: types), pallets: [],
            extrinsic: ExtrinsicMetadata(version: 4, address: 0, call: 0, signature: 0, extra: 0, extensions: []),
            outer: .init(call: 0, event: 0, error: 0))
    }
}

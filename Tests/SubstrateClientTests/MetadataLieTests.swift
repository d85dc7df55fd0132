// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

/// Metadata that lies: about lengths, about what its types contain, about how deep they go.
@Suite("Metadata that lies")
struct MetadataLieTests {
    static let bytes: [UInt8] = {
        let file = VectorFile.bytes("metadata/metadata-v15-spec343.option-opaque.bin")
        return (try? [UInt8]?(scale: file)) ?? []
    }()

    @Test("a registry of 2³⁰ types is refused at once")
    func hugeRegistry() {
        var writer = ScaleWriter()
        writer.write(bytes: Array("meta".utf8) + [15])
        writer.write(compact: 1 << 30)
        writer.write(bytes: [UInt8](repeating: 0, count: 64))
        #expect(throws: ClientError(.unsupportedMetadata, "")) { try RuntimeMetadata(writer.bytes) }
    }

    @Test("a byte may be wrong anywhere: an error or other metadata, and no trap", arguments: [0x00, 0x40, 0xff])
    func wrongByte(byte: UInt8) {
        var damaged = Self.bytes
        for index in stride(from: Int(byte), to: damaged.count, by: damaged.count / 60) {
            let original = damaged[index]
            damaged[index] = byte
            if let metadata = try? RuntimeMetadata(damaged) { #expect(metadata.types.types.count > 0) }
            damaged[index] = original
        }
    }
}

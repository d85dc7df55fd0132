// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// Feeds bytes to the reader of runtime metadata: what is read must be refused by its own error or be usable, and every
/// question that a client asks of it must come back.
@_cdecl("fuzzMetadata")
public func fuzzMetadata(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let metadata: RuntimeMetadata
    do throws(ClientError) {
        metadata = try RuntimeMetadata(input)
    } catch {
        precondition(error.code == .unsupportedMetadata, "refused as \(error.code)")
        return 0
    }
    for id in metadata.types.types.indices {
        _ = metadata.types.name(TypeID(UInt32(id)))
        _ = try? metadata.types.isEmpty(TypeID(UInt32(id)))
        _ = metadata.types.types[id].docs
    }
    for pallet in metadata.pallets {
        for item in pallet.storage?.items ?? [] { _ = try? metadata.storageDefault(pallet.name, item.name) }
        for constant in pallet.constants { _ = try? metadata.constant(pallet.name, constant.name) }
        _ = metadata.error(pallet: pallet.index, index: 0)
    }
    _ = try? metadata.decodeEvents(input)
    _ = try? metadata.decodeCall(input)
    let chain = MetadataDigest.Chain(specVersion: 1, specName: "fuzz", ss58Prefix: 42, decimals: 9, tokenSymbol: "TAO")
    _ = try? metadata.digest(for: chain)
    // Metadata that can be written reads as the same.
    if let written = try? metadata.encodedVersion15(runtimeType: 0) {
        guard let again = try? RuntimeMetadata(written) else { preconditionFailure("written, but not readable") }
        precondition(again.types == metadata.types && again.pallets == metadata.pallets, "written as something else")
    }
    return 0
}

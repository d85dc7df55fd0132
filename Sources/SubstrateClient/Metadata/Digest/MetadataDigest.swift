// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// The digest of merkleised metadata (RFC 78): one hash of everything that a signer has to know to read an extrinsic.
///
/// A signature that commits to it, by ``SigningOptions/metadataHash``, is good only on a chain whose runtime has the same
/// digest: nobody can have it sign one call and show another.
public enum MetadataDigest {
    /// What a signer shows of a chain, which the digest covers beside the metadata.
    public struct Chain: Hashable, Sendable {
        public var specVersion: UInt32
        /// As `state_getRuntimeVersion` has it, such as `node-subtensor`.
        public var specName: String
        /// The format of the chain's addresses.
        public var ss58Prefix: UInt16
        /// How many decimals amounts of the token have.
        public var decimals: UInt8
        public var tokenSymbol: String

        public init(
            specVersion: UInt32, specName: String, ss58Prefix: UInt16, decimals: UInt8, tokenSymbol: String
        ) {
            self.specVersion = specVersion
            self.specName = specName
            self.ss58Prefix = ss58Prefix
            self.decimals = decimals
            self.tokenSymbol = tokenSymbol
        }
    }
}

extension RuntimeMetadata {
    /// The digest of this metadata on a chain: what its nodes compare with when `CheckMetadataHash` is switched on.
    ///
    /// It costs thousands of hashes: some milliseconds. Throws `unsupportedMetadata` for metadata of version 14, whose
    /// types have other numbers than those that runtimes hash, and for metadata that contradicts itself.
    public func digest(for chain: MetadataDigest.Chain) throws(ClientError) -> Hash256 {
        // Only version 15 names the outer types.
        guard outer != nil else {
            throw ClientError(
                .unsupportedMetadata,
                "the digest of metadata is made from version 15, and this is version 14: the runtime is too old for it")
        }
        let types = try AccessibleTypes(types, of: extrinsic)
        let tree = MerkleTree(leaves: try types.leaves().map { Hashing.blake3($0.bytes) })
        return MetadataDigest.digest(root: tree.root, extrinsic: try types.encoded(extrinsic), of: chain)
    }
}

extension MetadataDigest {
    /// The digest from its parts.
    ///
    /// - Parameter extrinsic: how extrinsics are formed, encoded.
    static func digest(root: [UInt8], extrinsic: [UInt8], of chain: Chain) -> Hash256 {
        var writer = ScaleWriter()
        writer.write(byte: 1)  // the digest's version
        writer.write(bytes: root)
        writer.write(bytes: Hashing.blake3(extrinsic))
        chain.encode(to: &writer)
        return Hash256(unchecked: Hashing.blake3(writer.bytes))
    }
}

extension MetadataDigest.Chain: ScaleCodable {
    public func encode(to writer: inout ScaleWriter) {
        writer.write(integer: specVersion)
        writer.write(text: specName)
        writer.write(integer: ss58Prefix)
        writer.write(byte: decimals)
        writer.write(text: tokenSymbol)
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        specVersion = try reader.readInteger()
        specName = try reader.readText()
        ss58Prefix = try reader.readInteger()
        decimals = try reader.readByte()
        tokenSymbol = try reader.readText()
    }
}

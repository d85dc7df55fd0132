// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The hash functions of a Substrate chain, by name. All take bytes and return bytes.
public enum Hashing {
    /// Keccak-256 with the original padding (0x01), as Ethereum and the registration seal use it: 32 bytes.
    public static func keccak256(_ message: some Sequence<UInt8>) -> [UInt8] {
        KeccakState.digest(message, count: 32, padding: 0x01)
    }

    /// SHA-256: 32 bytes.
    public static func sha256(_ message: [UInt8]) -> [UInt8] { SHA256.digest(message) }

    /// BLAKE2b with an 8-byte digest: how a runtime's version names its APIs.
    public static func blake2b64(_ message: [UInt8]) -> [UInt8] { BLAKE2b.digest(message, count: 8) }

    /// BLAKE2b with a 16-byte digest: storage-key hashing.
    public static func blake2b128(_ message: [UInt8]) -> [UInt8] { BLAKE2b.digest(message, count: 16) }

    /// BLAKE2b with a 32-byte digest: block, call and extrinsic hashes.
    public static func blake2b256(_ message: [UInt8]) -> [UInt8] { BLAKE2b.digest(message, count: 32) }

    /// BLAKE2b with a 64-byte digest: SS58 checksums.
    public static func blake2b512(_ message: [UInt8]) -> [UInt8] { BLAKE2b.digest(message, count: 64) }

    /// BLAKE3: 32 bytes. Digests of metadata (RFC 78).
    public static func blake3(_ message: [UInt8]) -> [UInt8] { BLAKE3.digest(message) }

    /// XXH64 with seed 0, little-endian: 8 bytes.
    public static func twox64(_ message: [UInt8]) -> [UInt8] { xxh64(message, seed: 0) }

    /// XXH64 with seeds 0 and 1: 16 bytes.
    public static func twox128(_ message: [UInt8]) -> [UInt8] { (0..<2).flatMap { xxh64(message, seed: $0) } }

    /// XXH64 with seeds 0 to 3: 32 bytes.
    public static func twox256(_ message: [UInt8]) -> [UInt8] { (0..<4).flatMap { xxh64(message, seed: $0) } }

    /// XXH64 with the seeds from 0 on, from memory to memory: as many as fill `digest`.
    package static func twox(_ message: UnsafeRawBufferPointer, into digest: UnsafeMutableRawBufferPointer) {
        precondition(digest.count % 8 == 0, "one XXH64 has eight bytes")
        for seed in 0..<digest.count / 8 {
            let hash = XXH64.hash(message, seed: UInt64(seed)).littleEndian
            digest.storeBytes(of: hash, toByteOffset: 8 * seed, as: UInt64.self)
        }
    }

    private static func xxh64(_ message: [UInt8], seed: UInt64) -> [UInt8] {
        withUnsafeBytes(of: XXH64.hash(message, seed: seed).littleEndian, Array.init)
    }
}

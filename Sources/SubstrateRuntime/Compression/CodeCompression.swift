// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How chains store their runtime: as it is, or compressed behind eight bytes that say so (`sp-maybe-compressed-blob`).
public enum CodeCompression {
    /// What a compressed runtime begins with; a zstd frame follows.
    public static let magic: [UInt8] = [0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05]

    /// How large a runtime may be when nothing else is said: 64 MiB.
    public static let standardLimit = 64 << 20

    /// The runtime itself. What is not compressed comes back as it is.
    ///
    /// Throws `overLimit` for one that is larger than `limit`, `damagedCompression`, or `missingLibrary` where libzstd is not
    /// installed.
    public static func decompressed(_ code: [UInt8], limit: Int = standardLimit) throws(RuntimeError) -> [UInt8] {
        guard code.starts(with: magic) else {
            try check(code.count, limit: limit)
            return code
        }
        let unpacked = try UnpackedCode(code, limit: limit)
        return withExtendedLifetime(unpacked) { [UInt8](unpacked.bytes) }
    }

    /// Throws `overLimit` where a runtime that is not compressed has more than `limit` bytes.
    static func check(_ count: Int, limit: Int) throws(RuntimeError) {
        guard count <= limit else {
            throw RuntimeError(.overLimit, "the runtime has \(count) bytes, which is more than the limit of \(limit)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A runtime as it runs, in memory of its own, which stays where it is: a module is read where it lies, and a copy of one would take
/// longer than the reading.
///
/// Sendable because nobody changes it.
final class UnpackedCode: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    /// What `code` is, or what it is the compressed form of; throws as ``CodeCompression/decompressed(_:limit:)`` does.
    init(_ code: [UInt8], limit: Int) throws(RuntimeError) {
        if code.starts(with: CodeCompression.magic) {
            bytes = try ZstandardLibrary().unpacked(code, from: CodeCompression.magic.count, limit: limit)
        } else {
            try CodeCompression.check(code.count, limit: limit)
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: code.count, alignment: 1)
            code.withUnsafeBytes { copy.copyMemory(from: $0) }
            bytes = UnsafeRawBufferPointer(copy)
        }
    }

    deinit { bytes.deallocate() }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import ScaleCodec
import SubstratePrimitives

/// Bytes that were encrypted until a round of a beacon, in the form that subtensor chains open. Which round that is, is not in
/// it.
public struct TimelockCiphertext: Hashable, Sendable {
    /// A multiple of G2's generator, in 96 bytes, which with the round's signature gives the mask of ``v``.
    public let u: [UInt8]
    /// What the multiple was made of, masked: 32 bytes.
    public let v: [UInt8]
    /// The key of the text, masked: 32 bytes.
    public let w: [UInt8]
    /// The text by AES-256-GCM, and its tag of 16 bytes.
    public let body: [UInt8]
    /// The nonce of AES-256-GCM: 12 bytes.
    public let nonce: [UInt8]
    /// What the sender calls the cipher: `AES_GCM_`. Nobody looks at it.
    public let suite: [UInt8]
    /// How many bytes follow in what this was read from. Nobody looks at them.
    public let trailingByteCount: Int

    /// How many bytes longer than the text a ciphertext is.
    public static let overhead = 244

    /// The size of the text within.
    public var plaintextCount: Int { body.count - Self.tagCount }

    static let tagCount = 16

    init(u: [UInt8], v: [UInt8], w: [UInt8], body: [UInt8], nonce: [UInt8]) {
        self.u = u
        self.v = v
        self.w = w
        self.body = body
        self.nonce = nonce
        suite = Array("AES_GCM_".utf8)
        trailingByteCount = 0
    }

    // MARK: As bytes

    /// - Throws: `invalidCiphertext` for bytes that nobody could open.
    public init(_ bytes: [UInt8]) throws(TimelockError) {
        var reader = ScaleReader(bytes)
        u = try reader.readPart("U", count: G2.byteCount)
        v = try reader.readCountedPart("V", count: TimelockSecrets.secretCount)
        w = try reader.readCountedPart("W", count: TimelockSecrets.secretCount)
        var text = ScaleReader(try reader.readCountedPart("the text"))
        body = try text.readCountedPart("the encrypted text")
        nonce = try text.readCountedPart("the nonce", count: TimelockSecrets.nonceCount)
        suite = try reader.readCountedPart("the cipher's name")
        trailingByteCount = reader.remaining
        guard body.count >= Self.tagCount else {
            throw TimelockError(
                .invalidCiphertext, "the encrypted text has \(body.count) bytes, fewer than its tag of \(Self.tagCount)"
            )
        }
        guard !(try point).isInfinity else {
            throw TimelockError(.invalidCiphertext, "U of the ciphertext is the point at infinity, which hides nothing")
        }
    }

    /// ``u`` as a point.
    var point: G2 {
        get throws(TimelockError) {
            do throws(BLSError) {
                return try G2(compressed: u)
            } catch {
                throw TimelockError(.invalidCiphertext, "U of the ciphertext is no point: \(error)")
            }
        }
    }

    /// What goes into the chain.
    public var bytes: [UInt8] {
        var text = ScaleWriter()
        text.write(part: body)
        text.write(part: nonce)
        var writer = ScaleWriter()
        writer.write(bytes: u)
        for part in [v, w, text.bytes, suite] { writer.write(part: part) }
        return writer.bytes
    }
}

extension ScaleReader {
    fileprivate mutating func readPart(_ name: String, count: Int) throws(TimelockError) -> [UInt8] {
        do throws(ScaleError) {
            return try readBytes(count)
        } catch {
            throw TimelockError(
                .invalidCiphertext,
                "the ciphertext ends within \(name): that takes \(count) bytes, and \(remaining) are left")
        }
    }

    /// A part behind its length of eight bytes.
    fileprivate mutating func readCountedPart(_ name: String, count wanted: Int? = nil) throws(TimelockError) -> [UInt8]
    {
        guard let count = try? readInteger(UInt64.self) else {
            throw TimelockError(.invalidCiphertext, "the ciphertext ends before the length of \(name)")
        }
        if let wanted, count != UInt64(wanted) {
            throw TimelockError(.invalidCiphertext, "\(name) of a ciphertext has \(wanted) bytes, not \(count)")
        }
        guard count <= UInt64(remaining) else {
            throw TimelockError(
                .invalidCiphertext,
                "the ciphertext ends within \(name): that takes \(count) bytes, and \(remaining) are left")
        }
        return try readPart(name, count: Int(count))
    }
}

extension ScaleWriter {
    fileprivate mutating func write(part: [UInt8]) {
        write(integer: UInt64(part.count))
        write(bytes: part)
    }
}

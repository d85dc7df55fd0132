// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// A ciphertext as it is handed about: in the portable form with the round that opens it, or plain, as the chain keeps it.
public struct TimelockMessage: Hashable, Sendable {
    public let ciphertext: TimelockCiphertext
    /// The round that the portable form names; nil of a plain ciphertext.
    public let round: UInt64?

    public init(_ ciphertext: TimelockCiphertext, round: UInt64?) {
        self.ciphertext = ciphertext
        self.round = round
    }

    /// Reads either form.
    ///
    /// - Throws: `invalidCiphertext` for what is neither.
    public init(_ bytes: [UInt8]) throws(TimelockError) {
        guard let (inner, round) = Self.portableParts(bytes) else {
            self.init(try TimelockCiphertext(bytes), round: nil)
            return
        }
        do throws(TimelockError) {
            self.init(try TimelockCiphertext(inner), round: round)
        } catch {
            // Lengths that fit by chance are the only way in which a plain ciphertext comes here.
            guard let plain = try? TimelockCiphertext(bytes) else { throw error }
            self.init(plain, round: nil)
        }
    }

    /// The bytes: those of the ciphertext, or in the portable form a compact length, those of the ciphertext, and the round in eight
    /// bytes.
    public var bytes: [UInt8] {
        guard let round else { return ciphertext.bytes }
        var writer = ScaleWriter()
        let inner = ciphertext.bytes
        writer.write(count: inner.count)
        writer.write(bytes: inner)
        writer.write(integer: round)
        return writer.bytes
    }

    /// What would be the ciphertext and the round of the portable form; nil where the lengths do not fit.
    private static func portableParts(_ bytes: [UInt8]) -> (inner: [UInt8], round: UInt64)? {
        var reader = ScaleReader(bytes)
        guard let count = try? reader.readCount(), count + MemoryLayout<UInt64>.size == reader.remaining,
            let inner = try? reader.readBytes(count), let round = try? reader.readInteger(UInt64.self)
        else { return nil }
        return (inner, round)
    }
}

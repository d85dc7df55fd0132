// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// A commitment that was made encrypted, and opened by the chain when its round of drand had come.
public struct RevealedCommitment: Hashable, Sendable {
    /// What was committed, as it was encrypted: the Python SDK puts the length of a text in front of it.
    public let bytes: [UInt8]
    /// The block in which it was opened.
    public let block: BlockNumber

    public init(bytes: [UInt8], block: BlockNumber) {
        self.bytes = bytes
        self.block = block
    }

    /// The text behind its length; what is not UTF-8 becomes U+FFFD.
    public var text: String {
        // A compact integer takes one, two or four bytes by the two lowest bits of the first.
        let length = [1, 2, 4, 4][Int((bytes.first ?? 0) & 3)]
        return String(decoding: bytes.dropFirst(length), as: UTF8.self)
    }
}

extension RevealedCommitment: ScaleWrapper {
    public init(wire: ScalePair<[UInt8], BlockNumber>) { self.init(bytes: wire.first, block: wire.second) }
}

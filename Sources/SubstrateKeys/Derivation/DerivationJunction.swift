// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// One step of a derivation path: `//hard` or `/soft`.
public struct DerivationJunction: Hashable, Sendable {
    /// Whether the step needs the secret. A soft step can also be taken by whoever knows the public key.
    public let isHard: Bool
    /// The 32 bytes that the step mixes into the key.
    public let chainCode: [UInt8]

    /// The junction that a path names, as sp-core reads it.
    ///
    /// A number below 2^64 stands for its 8 little-endian bytes, so that `01` equals `1`; any other text for its SCALE
    /// encoding. Up to 32 bytes are padded with zeros, longer ones are replaced by their BLAKE2b-256 hash.
    public init(name: some StringProtocol, isHard: Bool) {
        self.isHard = isHard
        // Swift reads "-0" as a number, Rust does not.
        let number = name.hasPrefix("-") ? nil : UInt64(name)
        let code = number.map { value in withUnsafeBytes(of: value.littleEndian, Array.init) } ?? Self.scaleText(name)
        chainCode = code.count > 32 ? Hashing.blake2b256(code) : code + [UInt8](repeating: 0, count: 32 - code.count)
    }

    /// A junction of a ready chain code; throws `invalidURI` unless it has 32 bytes.
    public init(chainCode: [UInt8], isHard: Bool) throws(KeysError) {
        guard chainCode.count == 32 else {
            throw KeysError(.invalidURI, "a chain code is 32 bytes, not \(chainCode.count)")
        }
        self.chainCode = chainCode
        self.isHard = isHard
    }

    /// SCALE's compact length, in one, two or four bytes, and the text.
    private static func scaleText(_ text: some StringProtocol) -> [UInt8] {
        let bytes = [UInt8](text.utf8)
        let count = UInt32(bytes.count)
        let (length, width) =
            switch count {
            case ..<(1 << 6): (count << 2, 1)
            case ..<(1 << 14): (count << 2 | 1, 2)
            default: (count << 2 | 2, 4)
            }
        return withUnsafeBytes(of: length.littleEndian) { Array($0.prefix(width)) } + bytes
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Hashing to G1: the suite BLS12381G1_XMD:SHA-256_SSWU_RO_ of RFC 9380. What is hashed is no secret.

extension G1 {
    /// The point that a message is hashed to.
    ///
    /// - Parameter domain: separates what one hashes from what everybody else does.
    package static func hash(_ message: [UInt8], domain: [UInt8]) -> G1 {
        let (first, second) = Fp.hash(message, domain: domain)
        return (mapped(first) + mapped(second)).clearedOfCofactor
    }

    /// A point of the curve, of whatever order (`map_to_curve`, section 6.6.3).
    static func mapped(_ value: Fp) -> G1 {
        let (x, y) = SimplifiedSWU.map(value)
        return Isogeny.apply(x, y)
    }

    /// The multiple that is in the group of prime order: by 1 - x (section 8.8.1).
    private var clearedOfCofactor: G1 { multiplied(by: .effectiveCofactor) }
}

extension Exponent {
    fileprivate static let effectiveCofactor = Exponent([0xd201_0000_0001_0001])
}

extension Fp {
    /// `hash_to_field` for two elements (section 5.2): 64 bytes for each, so that none is likelier than another.
    static func hash(_ message: [UInt8], domain: [UInt8]) -> (Fp, Fp) {
        let bytes = MessageExpansion.expand(message, domain: domain, count: 128)
        return (Fp(reducing: bytes[..<64]), Fp(reducing: bytes[64...]))
    }

    /// The number that 64 bytes spell, the most significant first, modulo p.
    private init(reducing bytes: ArraySlice<UInt8>) {
        let high = Fp(Limbs(bigEndian: bytes.prefix(32)))
        let low = Fp(Limbs(bigEndian: bytes.suffix(32)))
        // 2²⁵⁶.
        self = high * Fp(Limbs(w4: 1)) + low
    }
}

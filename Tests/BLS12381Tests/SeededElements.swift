// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@testable import BLS12381

/// Elements that are the same in every run.
struct SeededElements {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func word() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: word()) } }

    mutating func fp() -> Fp { Fp.hash(bytes(32), domain: []).0 }
    mutating func fp2() -> Fp2 { Fp2(c0: fp(), c1: fp()) }
    mutating func fp6() -> Fp6 { Fp6(c0: fp2(), c1: fp2(), c2: fp2()) }
    mutating func fp12() -> Fp12 { Fp12(c0: fp6(), c1: fp6()) }
    mutating func g1() -> G1 { .generator.multiplied(by: Exponent([word()])) }
    mutating func g2() -> G2 { .generator.multiplied(by: Exponent([word()])) }
}

extension Fp12 {
    /// Its bytes, as a value of the pairing writes them.
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Pairing.byteCount)
        bytes.withUnsafeMutableBytes { write(to: $0) }
        return bytes
    }

    func power(_ exponent: Exponent) -> Fp12 {
        exponent.bits.reduce(.one) { result, bit in bit ? result.squared * self : result.squared }
    }
}

extension Pairing {
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Pairing.byteCount)
        bytes.withUnsafeMutableBytes { write(to: $0) }
        return bytes
    }
}

extension Exponent {
    /// p itself.
    static let modulus = Exponent(modulusPlus: 0, dividedBy: 1)
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The power 3 (p¹² - 1) / r, which takes the value of Miller's loop to the group of order r.
///
/// The 3 makes the exponent's hard part short, and is what arkworks and blst compute too: 3 (p⁴ - p² + 1) / r is
/// (x - 1)² (x + p) (x² + p² - 1) + 3 (Hayashida, Hayasaka and Teruya, "Efficient final exponentiation via cyclotomic structure
/// for pairings over families of elliptic curves").
enum FinalExponentiation {
    static func apply(_ value: Fp12) -> Fp12 {
        // p⁶ - 1, then p² + 1. From here on the inverse is the conjugate.
        let unitary = value.conjugate * value.inverse
        let easy = unitary.frobenius.frobenius * unitary
        // (x - 1)², (x + p), (x² + p² - 1).
        let first = lessOne(lessOne(easy))
        let second = power(first) * first.frobenius
        let third = power(power(second)) * second.frobenius.frobenius * second.conjugate
        return third * easy.squared * easy
    }

    private static func lessOne(_ value: Fp12) -> Fp12 { power(value) * value.conjugate }

    /// The power x, which is negative.
    private static func power(_ value: Fp12) -> Fp12 {
        Exponent.parameter.bits.reduce(.one) { result, bit in bit ? result.squared * value : result.squared }
            .conjugate
    }
}

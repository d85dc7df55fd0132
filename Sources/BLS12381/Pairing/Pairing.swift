// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A value of the pairing: an element of the group of order r in Fp12.
package struct Pairing: Equatable, Sendable {
    private let value: Fp12

    /// e(p, q), the ate pairing raised to the power 3 as arkworks and blst have it.
    ///
    /// Takes the same time whatever the points are, but for one at infinity, of which it is 1.
    package init(_ p: G1, _ q: G2) {
        value = p.isInfinity || q.isInfinity ? .one : FinalExponentiation.apply(MillerLoop.run(p, q))
    }

    /// The size of an encoded value.
    package static let byteCount = 576

    /// Writes the ``byteCount`` bytes that arkworks writes, and leaves no copy of them on the heap.
    package func write(to target: UnsafeMutableRawBufferPointer) { value.write(to: target) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

/// Points of ristretto255 and scalars modulo its order, as libsodium computes them: 32 bytes each.
enum Ristretto {
    static let byteCount = 32

    /// A secret scalar from 64 uniform bytes.
    static func scalar(reducing wide: SecretBytes) -> SecretBytes {
        precondition(wide.count == 64, "a scalar is reduced from 64 bytes")
        return SecretBytes(
            count: byteCount,
            writtenBy: { result in wide.withPointer { crypto_core_ristretto255_scalar_reduce(result, $0) } })
    }

    /// Whether the scalar is below the group order.
    static func isCanonical(scalar: SecretBytes) -> Bool {
        let zeros = SecretBytes([UInt8](repeating: 0, count: byteCount))
        return self.scalar(reducing: SecretBytes(joining: [scalar, zeros])) == scalar
    }

    /// A public scalar from 64 uniform bytes. Public values need no guarded memory, which costs several system calls each.
    static func publicScalar(reducing wide: [UInt8]) -> [UInt8] {
        precondition(wide.count == 64, "a scalar is reduced from 64 bytes")
        return Sodium.bytes(count: byteCount) { crypto_core_ristretto255_scalar_reduce($0, wide) }
    }

    /// Whether a public scalar is below the group order.
    static func isCanonical(publicScalar scalar: [UInt8]) -> Bool {
        scalar.count == byteCount && publicScalar(reducing: scalar + [UInt8](repeating: 0, count: byteCount)) == scalar
    }

    /// `element` times a public scalar; nil when that is the identity or `element` is no point.
    static func multiply(_ element: [UInt8], by scalar: [UInt8]) -> [UInt8]? {
        element[31] < 0x80 ? point { crypto_scalarmult_ristretto255($0, scalar, element) } : nil
    }

    /// `a + b`
    static func add(_ a: SecretBytes, _ b: SecretBytes) -> SecretBytes {
        SecretBytes(
            count: byteCount,
            writtenBy: { result in
                a.withPointer { a in b.withPointer { b in crypto_core_ristretto255_scalar_add(result, a, b) } }
            })
    }

    /// The base point times a scalar of 32 bytes, secret or not; nil when that is the identity.
    static func basePoint(times scalar: UnsafePointer<UInt8>) -> [UInt8]? {
        point { crypto_scalarmult_ristretto255_base($0, scalar) }
    }

    /// The base point times `scalar`; nil when that is the identity.
    static func basePoint(times scalar: SecretBytes) -> [UInt8]? {
        point { result in scalar.withPointer { crypto_scalarmult_ristretto255_base(result, $0) } }
    }

    /// `a + b`; nil when one is no point.
    static func add(_ a: [UInt8], _ b: [UInt8]) -> [UInt8]? {
        point { crypto_core_ristretto255_add($0, a, b) }
    }

    /// `a - b`; nil when one is no point.
    static func subtract(_ a: [UInt8], _ b: [UInt8]) -> [UInt8]? {
        point { crypto_core_ristretto255_sub($0, a, b) }
    }

    /// Whether the 32 bytes are a point in its only valid encoding. libsodium 1.0.18 overlooks the highest bit.
    static func isPoint(_ bytes: [UInt8]) -> Bool {
        bytes.count == byteCount && bytes[31] < 0x80 && crypto_core_ristretto255_is_valid_point(bytes) == 1
    }

    private static func point(_ operation: (UnsafeMutablePointer<UInt8>) -> CInt) -> [UInt8]? {
        var status: CInt = -1
        let result = Sodium.bytes(count: byteCount) { status = operation($0) }
        return status == 0 ? result : nil
    }
}

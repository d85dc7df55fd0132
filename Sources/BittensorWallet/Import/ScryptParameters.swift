// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstrateKeys
import SubstratePrimitives

/// Salt and cost of an scrypt key, as polkadot-js writes them in front of a box: 32 bytes, then n, p and r as u32,
/// little-endian.
struct ScryptParameters {
    static let byteCount = 32 + 3 * 4

    /// What an honest export costs is below both: polkadot-js allows n·r·p up to 2^20, and 128 MiB.
    private static let largestWork: UInt64 = 1 << 22
    private static let largestMemory: UInt64 = 512 << 20

    private let salt: SecretBytes
    private let n: UInt64
    private let p: UInt32
    private let r: UInt32

    /// Throws `corrupt` for what is too short, and for costs that no honest export has.
    init(parsing bytes: SecretBytes, name: String) throws(WalletError) {
        guard bytes.count > Self.byteCount else {
            throw WalletError(.corrupt, "\(quoted(name)) is cut off: its 'encoded' is too short")
        }
        salt = bytes[0..<32]
        let numbers = bytes.withUnsafeBytes { bytes in
            stride(from: 32, to: Self.byteCount, by: 4).map {
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
            }
        }
        (n, p, r) = (UInt64(numbers[0]), numbers[1], numbers[2])
        let isPlausible = n > 1 && n.nonzeroBitCount == 1 && p > 0 && r > 0 && p < 1 << 16 && r < 1 << 16
        guard isPlausible, n * UInt64(r) * 128 <= Self.largestMemory, n * UInt64(r) * UInt64(p) <= Self.largestWork
        else {
            throw WalletError(
                .corrupt,
                "\(quoted(name)) asks for absurd work to check its password (scrypt n \(n), p \(p), r \(r)): refused")
        }
    }

    func key(password: SecretBytes, byteCount: Int) throws(WalletError) -> SecretBytes {
        var status: CInt = -1
        let key = SecretBytes(
            count: byteCount,
            writtenBy: { target in
                password.withPointer { passwordStart in
                    salt.withPointer { saltStart in
                        status = crypto_pwhash_scryptsalsa208sha256_ll(
                            passwordStart, password.count, saltStart, salt.count, n, r, p, target, byteCount)
                    }
                }
            })
        guard status == 0 else {
            throw WalletError(
                .outOfMemory,
                "the password takes \(n * UInt64(r) * 128 >> 20) MiB of memory to check: free some and try again")
        }
        return key
    }
}

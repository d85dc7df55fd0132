// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CryptoExtras
import Foundation

extension Mnemonic {
    /// The 32-byte mini secret of this mnemonic, Substrate's way.
    ///
    /// PBKDF2-HMAC-SHA512 over the ENTROPY with salt "mnemonic" ‖ password and 2048 rounds, the first 32 bytes (crate
    /// `substrate-bip39`); BIP-39's own seed, over the words, is another number.
    public func seed(password: SecretBytes? = nil) throws(KeysError) -> SecretBytes {
        let prefix = SecretBytes(utf8: "mnemonic")
        let salt = password.map { SecretBytes(joining: [prefix, $0]) } ?? prefix
        do {
            let key = try entropy.withUnsafeBytes { entropy in
                try salt.withUnsafeBytes { salt in
                    try KDF.Insecure.PBKDF2.deriveKey(
                        from: entropy, salt: salt, using: .sha512, outputByteCount: 32, unsafeUncheckedRounds: 2048)
                }
            }
            return key.withUnsafeBytes { bytes in SecretBytes(bytes) }
        } catch {
            throw KeysError(.derivationFailed, "cannot derive the seed of the mnemonic: \(error)")
        }
    }
}

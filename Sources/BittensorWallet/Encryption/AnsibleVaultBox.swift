// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if LegacyKeyfiles
    import SubstrateKeys

    /// The encryption of SDK 5 and older: an Ansible Vault of version 1.1 or 1.2, AES-256-CTR under HMAC-SHA256.
    ///
    /// Its salt is in the file, so that the key is derived anew for every file; 10,000 rounds of PBKDF2 take milliseconds.
    struct AnsibleVaultBox: KeyfileBox {
        private static let rounds = 10_000
        private static let saltCount = 32
        private static let macCount = 32

        let password: SecretBytes

        static func isWhole(_ bytes: SecretBytes) -> Bool {
            guard let parts = envelope(bytes).flatMap(parts) else { return false }
            return parts.salt.count == saltCount && parts.mac.count == macCount && !parts.text.isEmpty
                && parts.text.count.isMultiple(of: 16)
        }

        func open(_ bytes: SecretBytes, path: String) throws(WalletError) -> SecretBytes {
            let damaged = Self.corrupt(path, .ansibleVault)
            guard let envelope = Self.envelope(bytes), let parts = Self.parts(envelope) else { throw damaged }
            // A cipher key of 32 bytes, an HMAC key of 32, the first counter.
            let keys = try LegacyCiphers.derivedKey(
                password: password, salt: parts.salt, rounds: Self.rounds, byteCount: 80)
            guard LegacyCiphers.isAuthentic(parts.text, mac: parts.mac, key: keys[32..<64]) else {
                throw Self.wrongPassword(path)
            }
            guard
                let text = LegacyCiphers.decryptedCTR(parts.text, key: keys[0..<32], counter: keys[64..<80])?
                    .withoutPadding
            else { throw damaged }
            return text
        }

        /// The hex digits below the first line, which names the format, decoded.
        private static func envelope(_ bytes: SecretBytes) -> SecretBytes? {
            bytes.withUnsafeBytes { bytes -> SecretBytes? in
                let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
                let header = String(decoding: bytes[..<end], as: UTF8.self)
                let fields = header.split(separator: ";", omittingEmptySubsequences: false).map {
                    $0.filter { !$0.isWhitespace }
                }
                guard fields.count >= 3, ["1.1", "1.2"].contains(fields[1]), fields[2] == "AES256" else { return nil }
                let digits = bytes[end...].filter { !" \t\r\n".utf8.contains($0) }
                return try? SecretBytes.decodingHex(SecretBytes(digits))
            }
        }

        /// Salt, HMAC and ciphertext: each in hex once more, on lines of their own.
        private static func parts(_ envelope: SecretBytes) -> (salt: SecretBytes, mac: SecretBytes, text: SecretBytes)?
        {
            let parts = envelope.withUnsafeBytes { bytes in
                bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { SecretBytes($0) }
            }
            guard parts.count == 3, let salt = try? SecretBytes.decodingHex(parts[0]),
                let mac = try? SecretBytes.decodingHex(parts[1]), let text = try? SecretBytes.decodingHex(parts[2])
            else { return nil }
            return (salt, mac, text)
        }
    }
#endif

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if LegacyKeyfiles
    import SubstrateKeys

    /// The encryption of the oldest SDKs: a Fernet token, AES-128-CBC under HMAC-SHA256.
    ///
    /// The key is PBKDF2-HMAC-SHA256 over the password with a salt that is the same everywhere; salt and rounds are part of the
    /// format. The Rust wallets cannot open such files.
    struct FernetBox: KeyfileBox {
        private static let salt = "Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins"
        private static let rounds = 10_000_000
        private static let version: UInt8 = 0x80
        /// Version, time, vector; behind them the ciphertext, and 32 bytes of HMAC.
        private static let headCount = 1 + 8 + 16
        private static let macCount = 32

        private let key: SecretBytes

        /// Derives the key of `password`, which takes seconds. It serves for every file of that password.
        init(password: SecretBytes) throws(WalletError) {
            key = try LegacyCiphers.derivedKey(
                password: password, salt: SecretBytes(utf8: Self.salt), rounds: Self.rounds, byteCount: 32)
        }

        static func isWhole(_ bytes: SecretBytes) -> Bool { token(bytes) != nil }

        /// The token that the text of a file spells; nil unless it holds whole blocks.
        private static func token(_ bytes: SecretBytes) -> SecretBytes? {
            guard let token = bytes.decodingBase64(isURLSafe: true), token.count > headCount + macCount,
                (token.count - headCount - macCount).isMultiple(of: 16), token.withUnsafeBytes({ $0[0] }) == version
            else { return nil }
            return token
        }

        func open(_ bytes: SecretBytes, path: String) throws(WalletError) -> SecretBytes {
            let damaged = Self.corrupt(path, .fernet)
            guard let token = Self.token(bytes) else { throw damaged }
            let end = token.count - Self.macCount
            guard LegacyCiphers.isAuthentic(token[0..<end], mac: token[end..<token.count], key: key[0..<16]) else {
                throw Self.wrongPassword(path)
            }
            let text = token[Self.headCount..<end]
            guard let text = LegacyCiphers.decryptedCBC(text, key: key[16..<32], vector: token[9..<25])
            else { throw damaged }
            return text
        }
    }
#endif

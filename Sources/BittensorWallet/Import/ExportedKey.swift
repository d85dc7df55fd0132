// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import JSONText
public import SubstrateKeys
import SubstratePrimitives

/// A key that polkadot-js, or a browser extension built on it, exported as JSON (version 3).
///
/// ```swift
/// let pair = try ExportedKey(path: "backup.json").keyPair(password: password)
/// ```
/// The password's key is scrypt's, or the password itself where the export says no `scrypt`; the box is XSalsa20-Poly1305 and
/// the secret in it PKCS #8 in polkadot-js's own shape.
public struct ExportedKey: Sendable {
    /// Whether the secret is encrypted; when not, any password opens it.
    public let isEncrypted: Bool
    private let usesScrypt: Bool
    private let scheme: KeyScheme
    private let account: AccountID
    private let encoded: SecretBytes
    private let name: String

    /// Reads an export from a file; throws `keyfileMissing`, `notReadable`, `corrupt` or `unsupportedEncryption`.
    /// - Parameter isCancelled: asked again and again while a pipe is silent.
    public init(path: String, isCancelled: () -> Bool = { Task.isCancelled }) throws(WalletError) {
        try self.init(
            parsing: SecretFile(path: path).contents(
                noun: "exported key", atMost: Keyfile.largestFile, isCancelled: isCancelled
            ).plainText(named: quoted(path)), name: path)
    }

    /// Reads the text of an export.
    ///
    /// - Parameter name: what errors call it.
    public init(parsing text: SecretBytes, name: String) throws(WalletError) {
        let members: [String: KeyfileJSON.Value]
        do {
            members = try KeyfileJSON.members(of: text, names: ["encoded", "encoding", "address"])
        } catch {
            throw WalletError(
                .corrupt, "\(quoted(name)) is no exported key: at byte \(error.offset), \(error.reason)")
        }
        func refused(_ code: WalletError.Code, _ what: String) -> WalletError {
            WalletError(code, "\(quoted(name)) is no exported key that can be read: \(what)")
        }
        guard case .text(let base64)? = members["encoded"], let encoded = base64.decodingBase64(isURLSafe: false) else {
            throw refused(.corrupt, "its 'encoded' is missing or not base64")
        }
        let encoding = members["encoding"]
        guard let version = encoding?["version"]?.string, version == "3" else {
            throw refused(
                .unsupportedEncryption, "its version is \(excerpt(encoding?["version"]?.string ?? "?")), not 3")
        }
        let content = Self.strings(encoding?["content"])
        guard content.first == "pkcs8", let scheme = KeyScheme.allCases.first(where: { content.last == $0.description })
        else {
            throw refused(
                .unsupportedEncryption, "it holds \(excerpt(content.joined(separator: " "))), not sr25519 or ed25519")
        }
        switch Self.strings(encoding?["type"]) {
        case ["scrypt", "xsalsa20-poly1305"]: (isEncrypted, usesScrypt) = (true, true)
        case ["xsalsa20-poly1305"]: (isEncrypted, usesScrypt) = (true, false)
        case ["none"]: (isEncrypted, usesScrypt) = (false, false)
        case let type:
            throw refused(
                .unsupportedEncryption, "it is encrypted with \(excerpt(type.joined(separator: " "))), not with scrypt")
        }
        do {
            account = try AccountID(SS58.decode(members["address"]?.string ?? "").key)
        } catch {
            throw refused(.corrupt, "it has no valid 'address': \(error.reason)")
        }
        (self.scheme, self.encoded, self.name) = (scheme, encoded, name)
    }

    /// The strings of a list, or of the single string that older exports have in its place.
    private static func strings(_ value: KeyfileJSON.Value?) -> [String] {
        if case .list(let values)? = value { return values.map { $0.string ?? "" } }
        return value?.string.map { [$0] } ?? []
    }

    /// The pair, checked against the export's address; throws `wrongPassword` or `corrupt`.
    public func keyPair(password: SecretBytes) throws(WalletError) -> KeyPair {
        let text = isEncrypted ? try opened(password) : encoded
        let pair: KeyPair
        do {
            pair = try keyPair(fromPKCS8: text)
        } catch {
            throw WalletError(.corrupt, "\(quoted(name)) holds no valid key: \(error.reason)")
        }
        guard pair.accountID == account else {
            throw WalletError(
                .corrupt, "\(quoted(name)) contradicts itself: its secret gives \(pair.accountID), not \(account)")
        }
        return pair
    }

    // MARK: The box

    private static let nonceCount = Int(crypto_secretbox_NONCEBYTES)
    private static let tagCount = Int(crypto_secretbox_MACBYTES)
    private static let keyCount = Int(crypto_secretbox_KEYBYTES)

    private func opened(_ password: SecretBytes) throws(WalletError) -> SecretBytes {
        // Before a key is derived, which takes long: no password opens what is cut short.
        let least = (usesScrypt ? ScryptParameters.byteCount : 0) + Self.nonceCount + Self.tagCount + Self.leastText
        guard encoded.count >= least else {
            throw WalletError(.corrupt, "\(quoted(name)) is cut off: its 'encoded' is too short")
        }
        var box = encoded
        let key: SecretBytes
        if usesScrypt {
            let scrypt = try ScryptParameters(parsing: box, name: name)
            key = try scrypt.key(password: password, byteCount: Self.keyCount)
            box = box[ScryptParameters.byteCount..<box.count]
        } else {
            key = SecretBytes(count: Self.keyCount) { target in
                password.withUnsafeBytes { target.copyBytes(from: $0.prefix(target.count)) }
            }
        }
        let sealed = box[Self.nonceCount..<box.count]
        var status: CInt = -1
        let text = SecretBytes(
            count: sealed.count - Self.tagCount,
            writtenBy: { target in
                sealed.withPointer { source in
                    box.withPointer { nonce in
                        key.withPointer {
                            status = crypto_secretbox_open_easy(target, source, UInt64(sealed.count), nonce, $0)
                        }
                    }
                }
            })
        guard status == 0 else {
            throw WalletError(.wrongPassword, "the password does not open \(quoted(name)) (or the file is damaged)")
        }
        return text
    }

    // MARK: The secret

    /// A PKCS #8 head for Ed25519, which polkadot-js writes whatever the scheme is; then 64 or 32 bytes of secret, a divider,
    /// and the public key (`@polkadot/keyring`, `pair/defaults`).
    private static let head: [UInt8] = [
        0x30, 0x53, 0x02, 0x01, 0x01, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    private static let divider: [UInt8] = [0xa1, 0x23, 0x03, 0x21, 0x00]
    private static let leastText = head.count + 32 + divider.count + 32

    private func keyPair(fromPKCS8 text: SecretBytes) throws(KeysError) -> KeyPair {
        let start = Self.head.count
        let secretCount = text.withUnsafeBytes { bytes -> Int? in
            guard bytes.starts(with: Self.head) else { return nil }
            return [64, 32].first { count in
                bytes.count == start + count + Self.divider.count + 32
                    && bytes[(start + count)...].starts(with: Self.divider)
            }
        }
        guard let secretCount else {
            throw KeysError(.invalidPrivateKey, "what is encrypted in it is not in polkadot-js's form")
        }
        let secret = text[start..<start + secretCount]
        return switch (scheme, secretCount) {
        case (.sr25519, 64): try KeyPair(ed25519Form: secret)
        default: try KeyPair(seed: secret[0..<32], scheme: scheme)
        }
    }
}

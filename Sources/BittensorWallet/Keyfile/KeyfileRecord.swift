// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SubstrateKeys
import SubstratePrimitives

/// The fields of a keyfile as they stand there, before they are believed.
struct KeyfileRecord {
    private enum Field: String, CaseIterable {
        case accountID = "accountId"
        case publicKey
        case privateKey
        case phrase = "secretPhrase"
        case seed = "secretSeed"
        case address = "ss58Address"
        case scheme = "cryptoType"
    }

    private let path: String
    private let texts: [Field: SecretBytes]
    private let scheme: KeyScheme

    /// Reads the JSON of a keyfile: one object, its fields strings or null, `cryptoType` a number or a string.
    init(parsing text: SecretBytes, path: String) throws(WalletError) {
        self.path = path
        let members: [String: KeyfileJSON.Value]
        do {
            members = try KeyfileJSON.members(of: text, names: Set(Field.allCases.map(\.rawValue)))
        } catch {
            throw WalletError(
                .corrupt, "\(quoted(path)) is no keyfile: at byte \(error.offset), \(error.reason)")
        }
        var texts: [Field: SecretBytes] = [:]
        for field in Field.allCases where field != .scheme {
            switch members[field.rawValue] {
            case nil, .null: continue
            case .text(let value): texts[field] = value
            case .integer, .list, .object, .other:
                throw WalletError(.corrupt, "\(quoted(path)) is no keyfile: its \(field.rawValue) is not a string")
            }
        }
        self.texts = texts
        scheme = try Self.scheme(members[Field.scheme.rawValue], path: path)
    }

    private static func scheme(_ value: KeyfileJSON.Value?, path: String) throws(WalletError) -> KeyScheme {
        let number: Int? =
            switch value {
            case nil, .null: Int(KeyScheme.sr25519.rawValue)
            case .integer(let number): number
            case .text(let text): text.withUnsafeBytes { Int(String(decoding: $0, as: UTF8.self)) }
            case .list, .object, .other: nil
            }
        guard let scheme = number.flatMap(UInt8.init(exactly:)).flatMap(KeyScheme.init) else {
            throw WalletError(.corrupt, "\(quoted(path)) has a cryptoType that is neither 0 (ed25519) nor 1 (sr25519)")
        }
        return scheme
    }

    /// The key, from the first of phrase, seed, private key and address that is there, as the Rust wallets choose.
    ///
    /// A file whose address or public key belongs to another key is refused: no two tools agree on what it means.
    func content() throws(WalletError) -> KeyfileContent {
        let content: KeyfileContent
        do {
            if let pair = try keyPair() {
                content = .keyPair(pair)
            } else if let account = try declaredAddress() {
                content = .publicKey(PublicKey(account, scheme: scheme))
            } else {
                throw WalletError(
                    .corrupt,
                    "\(quoted(path)) holds no key: it has neither secretPhrase, secretSeed, privateKey nor ss58Address"
                )
            }
        } catch let error as KeysError {
            throw WalletError(.corrupt, "\(quoted(path)) holds no valid key: \(error.reason)")
        } catch let error as WalletError {
            throw error
        } catch {
            throw WalletError(.corrupt, "\(quoted(path)) holds no valid key: \(error)")
        }
        let account = content.publicKey.accountID
        for declared in [try declaredAddress(), try declaredKey(.publicKey), try declaredKey(.accountID)] {
            guard declared == nil || declared == account else {
                throw WalletError(
                    .corrupt,
                    "\(quoted(path)) contradicts itself: its secret gives \(account), not \(declared ?? account)")
            }
        }
        return content
    }

    private func keyPair() throws(KeysError) -> KeyPair? {
        if let phrase = texts[.phrase] {
            return try KeyPair(mnemonic: Mnemonic(phrase: phrase), scheme: scheme)
        }
        if let seed = texts[.seed] {
            do {
                return try KeyPair(seed: .decodingHex(seed), scheme: scheme)
            } catch {
                // Some Rust wallets spoil a seed that happens to be valid UTF-8, and write a good private key beside it.
                guard texts[.privateKey] != nil, texts[.address] != nil else { throw error }
            }
        }
        return try texts[.privateKey].map { (key) throws(KeysError) in
            try KeyPair(privateKey: .decodingHex(key), scheme: scheme)
        }
    }

    /// The account of `ss58Address`, in whatever network's format it is written.
    private func declaredAddress() throws(WalletError) -> AccountID? {
        guard let text = texts[.address] else { return nil }
        do {
            return try AccountID(SS58.decode(Self.string(text)).key)
        } catch {
            throw WalletError(.corrupt, "\(quoted(path)) has a bad ss58Address: \(error.reason)")
        }
    }

    private func declaredKey(_ field: Field) throws(WalletError) -> AccountID? {
        guard let text = texts[field] else { return nil }
        do {
            return try AccountID(hex: Self.string(text))
        } catch {
            throw WalletError(.corrupt, "\(quoted(path)) has a bad \(field.rawValue): \(error.reason)")
        }
    }

    /// For public fields only.
    private static func string(_ text: SecretBytes) -> String {
        text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}

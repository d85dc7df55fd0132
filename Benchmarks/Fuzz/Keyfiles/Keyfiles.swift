// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

@testable import BittensorWallet

/// Feeds bytes to the readers of keyfiles, encrypted ones too, and of keys that polkadot-js has exported.
///
/// A key that is read must be written and read again as the same. Encrypted files get as far as a password that is none:
/// deriving a key from it takes seconds where it is NaCl's or Fernet's, and is left out.
@_cdecl("fuzzKeyfiles")
public func fuzzKeyfiles(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = SecretBytes(Array(UnsafeBufferPointer(start: start, count: count)))
    let file = Keyfile(path: "fuzz")
    do throws(WalletError) {
        let text = try file.open(bytes) { (encryption) throws(WalletError) in
            guard encryption == .ansibleVault else { throw WalletError(.passwordNeeded, "") }
            return try encryption.box(password: SecretBytes(utf8: "fuzz"))
        }
        switch try file.content(text) {
        case .keyPair(let pair):
            guard case .keyPair(let again)? = try? file.content(KeyfileRecord.json(pair)) else {
                preconditionFailure("a key pair that was written cannot be read")
            }
            precondition(again.publicKey == pair.publicKey, "a key pair reads as another")
            precondition(again.privateKey == pair.privateKey, "a private key reads as another")
        case .publicKey(let key):
            guard case .publicKey(let again)? = try? file.content(KeyfileRecord.json(key)) else {
                preconditionFailure("a public key that was written cannot be read")
            }
            precondition(again == key, "a public key reads as another")
        }
    } catch {
        precondition(
            [.corrupt, .passwordNeeded, .wrongPassword].contains(error.code), "a keyfile is refused as \(error.code)")
    }
    do throws(WalletError) {
        let export = try ExportedKey(parsing: bytes, name: "fuzz")
        if !export.isEncrypted { _ = try export.keyPair(password: SecretBytes(utf8: "fuzz")) }
    } catch {
        precondition(
            error.code == .corrupt || error.code == .unsupportedEncryption, "an export is refused as \(error.code)")
    }
    return 0
}

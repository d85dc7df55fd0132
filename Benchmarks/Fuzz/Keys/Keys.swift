// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

/// Feeds what people type and paste where a key is meant: addresses, mnemonics, secret URIs.
///
/// What is read must come back from its own text, and a secret must give the same key twice.
@_cdecl("fuzzKeys")
public func fuzzKeys(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    let text = String(decoding: input, as: UTF8.self)

    if let (key, format) = try? SS58.decode(text) {
        guard let again = try? SS58.decode(SS58.encode(key, format: format)) else { preconditionFailure("no address") }
        precondition(again.key == key && again.format == format, "an address reads as another")
    }
    if let account = try? AccountID(parsing: text) {
        precondition((try? AccountID(ss58: account.ss58())) == account, "an account has no address")
        precondition((try? AccountID(hex: account.hex)) == account, "an account has no hex form")
    }
    if let bytes = try? [UInt8](hex: text) {
        precondition((try? [UInt8](hex: bytes.hex)) == bytes, "bytes have no hex form")
    }

    let secret = SecretBytes(Array(input))
    let misspelling = Mnemonic.misspelling(in: secret)
    if let mnemonic = try? Mnemonic(phrase: secret) {
        precondition(misspelling == nil, "a mnemonic has a word that none has")
        precondition((try? Mnemonic(phrase: mnemonic.phrase))?.words == mnemonic.words, "a mnemonic reads as another")
    }
    // A seed in hex, because that of a mnemonic costs a millisecond; few junctions, because each costs one too.
    if let uri = try? SecretURI(text), case .seed = uri.root, uri.junctions.count <= 4 {
        for scheme in KeyScheme.allCases {
            guard let pair = try? KeyPair(uri, scheme: scheme) else { continue }
            precondition(
                (try? KeyPair(uri: text, scheme: scheme))?.accountID == pair.accountID, "a secret has two keys")
        }
    }
    return 0
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives
import Synchronization
import TestVectors
import Testing

@testable import BittensorWallet

/// Keys of the passwords that the vectors use, each derived once: seconds apiece, and 512 MiB for most.
private final class Boxes: Sendable {
    private struct Secret: Hashable {
        let encryption: KeyfileEncryption
        let password: String
    }

    /// Held while a key is derived, so that two derivations never run at once.
    private let boxes = Mutex<[Secret: any KeyfileBox]>([:])

    func box(_ encryption: KeyfileEncryption, _ password: String) throws(WalletError) -> (any KeyfileBox)? {
        try boxes.withLock { boxes throws(WalletError) in
            let secret = Secret(encryption: encryption, password: password)
            if let box = boxes[secret] { return box }
            let box = try encryption.box(password: SecretBytes(utf8: password))
            boxes[secret] = box
            return box
        }
    }
}

private let boxes = Boxes()

extension Keyfile {
    /// As `read(password:)`, with a key that is derived once.
    fileprivate func read(deriving password: String) throws -> KeyfileContent {
        try content(open(bytes()) { (encryption) throws(WalletError) in try boxes.box(encryption, password) })
    }
}

/// One entry of a producer's `expected.json`.
struct KeyfileCase: Sendable, CustomStringConvertible {
    let producer: String
    let entry: Vector

    var path: String { VectorFile.path("keyfiles/\(producer)/\(entry["path"].string)") }
    var encryption: String { entry["encryption"].string }
    var kind: KeyfileEncryption {
        switch encryption {
        case "nacl": .nacl
        case "ansible": .ansibleVault
        case "fernet": .fernet
        default: .none
        }
    }
    var description: String { "\(producer)/\(entry["path"].string)" }

    static let producers: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: VectorFile.path("keyfiles"))) ?? [])
        .filter { FileManager.default.fileExists(atPath: VectorFile.path("keyfiles/\($0)/expected.json")) }
        .sorted()

    static let all: [KeyfileCase] = producers.flatMap { producer in
        VectorFile("keyfiles/\(producer)/expected.json").cases("entries").map {
            KeyfileCase(producer: producer, entry: $0)
        }
    }

    static func encrypted(_ kinds: String...) -> [KeyfileCase] { all.filter { kinds.contains($0.encryption) } }
}

@Suite(.serialized) struct KeyfileVectorTests {
    private func check(_ content: KeyfileContent, _ vector: KeyfileCase) throws {
        let entry = vector.entry
        #expect(content.publicKey.accountID.hex == entry["publicKey"].string)
        #expect(content.publicKey.accountID.ss58() == entry["ss58Address"].string)
        let kind = entry["key"]["kind"].string
        // SDK 6 keeps no private key: a key made from a URI loses its secret there.
        if kind == "uri", vector.producer == "bittensor-6.9.4" {
            guard case .publicKey = content else {
                Issue.record("a secret out of nowhere in \(vector)")
                return
            }
            return
        }
        guard case .keyPair(let pair) = content else {
            Issue.record("no secret in \(vector)")
            return
        }
        let message = Array("signed by \(vector)".utf8)
        #expect(pair.publicKey.isValid(pair.sign(message), for: message))
        #expect(pair.scheme == (kind == "ed25519_mnemonic" ? .ed25519 : .sr25519))
        let value = entry["key"]["value"].string
        switch kind {
        case "mnemonic", "ed25519_mnemonic":
            #expect(pair.mnemonic?.phrase == value)
        case "seed":
            #expect(pair.mnemonic == nil)
            #expect(pair.seed?.hexText == SecretBytes(utf8: value))
        default:
            #expect(pair.mnemonic == nil && pair.seed == nil)
        }
    }

    @Test("unencrypted keyfiles of every release are read", arguments: KeyfileCase.encrypted("none"))
    func plain(vector: KeyfileCase) throws {
        try check(Keyfile(path: vector.path).read(), vector)
    }

    @Test(
        "encrypted keyfiles of every release open with their password",
        .enabled(if: Lane.isWhole, "\(Lane.password)"),
        arguments: KeyfileCase.encrypted("nacl", "ansible", "fernet"))
    func encrypted(vector: KeyfileCase) throws {
        let file = Keyfile(path: vector.path)
        #expect(try file.encryption() == vector.kind)
        try check(file.read(deriving: vector.entry["password"].string), vector)
        #expect(throws: WalletError(.passwordNeeded, "")) { try file.read() }
    }

    @Test(
        "a wrong password opens nothing", .enabled(if: Lane.isWhole, "\(Lane.password)"),
        arguments: KeyfileCase.encrypted("nacl", "ansible", "fernet"))
    func wrongPassword(vector: KeyfileCase) {
        // The first two are the same everywhere; every other one costs a derivation of its own, cheap for vaults only.
        let count: Int =
            switch vector.kind {
            case .ansibleVault: .max
            case .fernet: 1
            default: 2
            }
        for password in vector.entry["wrong_passwords"].list.prefix(count) {
            #expect(throws: WalletError(.wrongPassword, "")) {
                try Keyfile(path: vector.path).read(deriving: password.string)
            }
        }
    }

    @Test(
        "a damaged or truncated keyfile opens at no byte",
        .enabled(if: Lane.isWhole, "\(Lane.password)"),
        arguments: [
            // A vault's salt is in the file, so that nearly every damage costs another derivation.
            (KeyfileCase.encrypted("nacl"), step: 1), (KeyfileCase.encrypted("fernet"), step: 1),
            (KeyfileCase.encrypted("ansible"), step: 17),
        ])
    func damaged(vectors: [KeyfileCase], step: Int) throws {
        let vector = try #require(vectors.first)
        let bytes = VectorFile.bytes("keyfiles/\(vector)")
        let file = Keyfile(path: vector.path)
        let box = try #require(try boxes.box(vector.kind, vector.entry["password"].string))
        for index in stride(from: 0, to: bytes.count, by: step) {
            var flipped = bytes
            flipped[index] ^= 1
            for text in [flipped, Array(bytes[..<index])] {
                #expect(throws: WalletError.self) {
                    try file.content(file.open(SecretBytes(text)) { _ throws(WalletError) in box })
                }
            }
        }
    }

    @Test("public files of every release are read", arguments: KeyfileCase.all)
    func publicFiles(vector: KeyfileCase) throws {
        let name = vector.path + (vector.path.hasSuffix("/coldkey") ? "pub.txt" : Wallet.publicSuffix)
        guard FileManager.default.fileExists(atPath: name) else {
            #expect(!vector.path.hasSuffix("/coldkey"), "only hotkeys may lack a public file")
            return
        }
        guard case .publicKey(let key) = try Keyfile(path: name).read() else {
            Issue.record("a secret in \(name)")
            return
        }
        #expect(key.accountID.hex == vector.entry["publicKey"].string)
        #expect(throws: WalletError(.publicKeyOnly, "")) { try Keyfile(path: name).keyPair() }
    }

    @Test("what is written encrypted opens again, and the whole wallet with it")
    func encryptedRoundTrip() throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "main", hotkey: "hk", path: folder.path)
        let password = SecretBytes(utf8: "pässwörd τ")
        let pair = try KeyPair(mnemonic: .generate())
        try wallet.createColdkey(pair, password: password)
        #expect(try wallet.isColdkeyEncrypted)
        #expect(try wallet.coldkeyPublic() == pair.accountID)
        #expect(throws: WalletError(.passwordNeeded, "")) { try wallet.coldkey() }
        let opened = try wallet.coldkey(password: password)
        #expect(opened.privateKey == pair.privateKey)
        #expect(opened.mnemonic == nil)
        #expect(try Data(contentsOf: URL(filePath: wallet.coldkeyFile.path)).starts(with: "$NACL".utf8))
        #expect(try folder.mode("main/coldkey") == 0o600)
    }
}

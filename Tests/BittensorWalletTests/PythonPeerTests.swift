// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

@testable import BittensorWallet

/// One release of the real Python wallet, in a virtual environment of `scripts/python-peers`.
struct PythonPeer: Sendable, CustomStringConvertible {
    let version: String
    let schemes: [KeyScheme]

    static let all = [
        PythonPeer(version: "4.0.1", schemes: [.sr25519]),
        PythonPeer(version: "4.1.1", schemes: [.sr25519, .ed25519]),
    ]

    var description: String { "bittensor-wallet-\(version)" }

    /// The folder of all peers: `BITTENSOR_PYTHON_PEERS`, or `.build/python-peers` of the package.
    private static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["BITTENSOR_PYTHON_PEERS"] { return URL(filePath: path) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.appending(path: ".build/python-peers")
    }

    private var interpreter: URL { Self.folder.appending(path: "\(self)/bin/python") }

    static var areThere: Bool {
        all.allSatisfy { FileManager.default.isExecutableFile(atPath: $0.interpreter.path) }
    }

    struct Task: Encodable {
        let path: String
        let name: String
        let scheme: UInt8
        let creates: Bool
        let password: String?
        let message: String
        var signatures: [String] = []
    }

    struct Answer: Decodable {
        struct Key: Decodable {
            let address: String
            let publicAddress: String
            let signature: String
        }

        let keys: [Key]
        let verified: [Bool]
    }

    /// Makes a wallet or opens one, signs with both keys, and checks two signatures.
    private static let script = """
        import json, sys
        from bittensor_wallet import Keypair, Wallet
        task = json.loads(sys.argv[1])
        wallet = Wallet(name=task["name"], hotkey="h", path=task["path"])
        password = task.get("password")
        if task["creates"]:
            kind = {} if task["scheme"] == 1 else {"crypto_type": task["scheme"]}
            cold = Keypair.create_from_mnemonic(Keypair.generate_mnemonic(12), **kind)
            hot = Keypair.create_from_mnemonic(Keypair.generate_mnemonic(24), **kind)
            wallet.set_coldkey(cold, encrypt=password is not None, overwrite=False, coldkey_password=password)
            wallet.set_coldkeypub(cold, overwrite=False)
            wallet.set_hotkey(hot, encrypt=False, overwrite=False)
            wallet.set_hotkeypub(hot, overwrite=False)
        else:
            cold = wallet.get_coldkey(password=password) if password else wallet.get_coldkey()
            hot = wallet.get_hotkey()
        message = task["message"].encode()
        keys = [
            {"address": pair.ss58_address, "publicAddress": public.ss58_address, "signature": pair.sign(message).hex()}
            for pair, public in ((cold, wallet.get_coldkeypub()), (hot, wallet.get_hotkeypub()))
        ]
        verified = [
            pair.verify(message, bytes.fromhex(signature))
            for pair, signature in zip((cold, hot), task["signatures"])
        ]
        print(json.dumps({"keys": keys, "verified": verified}))
        """

    func run(_ task: Task) throws -> Answer {
        let process = Process()
        process.executableURL = interpreter
        process.arguments = ["-c", Self.script, String(decoding: try JSONEncoder().encode(task), as: UTF8.self)]
        let (output, talk) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = talk.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(self): \(String(decoding: complaint, as: UTF8.self))")
        // "Encrypting..." and the like come before.
        let line = try #require(said.split(separator: UInt8(ascii: "\n")).last)
        return try JSONDecoder().decode(Answer.self, from: line)
    }
}

/// A wallet that one side writes and the other opens.
struct PeerCase: Sendable, CustomStringConvertible {
    let peer: PythonPeer
    let scheme: KeyScheme
    /// Python takes a quarter of a minute to derive the key of a password: one encrypted case for each release.
    let password: String?

    static let all = PythonPeer.all.flatMap { peer in
        peer.schemes.map { PeerCase(peer: peer, scheme: $0, password: nil) }
            + [PeerCase(peer: peer, scheme: peer.schemes.last ?? .sr25519, password: "pässword of \(peer.version)")]
    }

    var description: String { "\(peer), \(scheme), \(password == nil ? "plain" : "encrypted")" }
}

@Suite(
    "Wallets shared with Python", .serialized,
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"),
    .enabled(if: PythonPeer.areThere, "the real Python wallets are not installed: run scripts/python-peers"))
struct PythonPeerTests {
    private let message = "a message for both sides: ä"

    @Test("Swift writes, Python opens and signs, each side verifies the other", arguments: PeerCase.all)
    func swiftWrites(_ shared: PeerCase) throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", hotkey: "h", path: folder.path)
        let coldkey = try KeyPair(mnemonic: .generate(.twelve), scheme: shared.scheme)
        let hotkey = try KeyPair(mnemonic: .generate(.twentyFour), scheme: shared.scheme)
        try wallet.createColdkey(coldkey, password: shared.password.map { SecretBytes(utf8: $0) })
        try wallet.createHotkey(hotkey)
        let answer = try shared.peer.run(
            PythonPeer.Task(
                path: folder.path, name: "w", scheme: shared.scheme.rawValue, creates: false,
                password: shared.password, message: message,
                signatures: [coldkey, hotkey].map { $0.sign(Array(message.utf8)).bytes.plainHex }))
        #expect(answer.verified == [true, true])
        try check(answer, [coldkey, hotkey])
    }

    @Test("Python writes, Swift opens and signs, each side verifies the other", arguments: PeerCase.all)
    func pythonWrites(_ shared: PeerCase) throws {
        let folder = try TemporaryFolder()
        let wallet = try Wallet(name: "w", hotkey: "h", path: folder.path)
        let answer = try shared.peer.run(
            PythonPeer.Task(
                path: folder.path, name: "w", scheme: shared.scheme.rawValue, creates: true,
                password: shared.password, message: message))
        let coldkey = try wallet.coldkey(password: shared.password.map { SecretBytes(utf8: $0) })
        let hotkey = try wallet.hotkey()
        #expect(try wallet.isColdkeyEncrypted == (shared.password != nil))
        #expect(try wallet.coldkeyPublic() == coldkey.accountID)
        #expect(try wallet.hotkeyPublic() == hotkey.accountID)
        try check(answer, [coldkey, hotkey])
        // Python again, on what Swift signed. An encrypted coldkey is not worth another quarter of a minute.
        guard shared.password == nil else { return }
        let second = try shared.peer.run(
            PythonPeer.Task(
                path: folder.path, name: "w", scheme: shared.scheme.rawValue, creates: false, password: nil,
                message: message, signatures: [coldkey, hotkey].map { $0.sign(Array(message.utf8)).bytes.plainHex }))
        #expect(second.verified == [true, true])
    }

    private func check(_ answer: PythonPeer.Answer, _ pairs: [KeyPair]) throws {
        for (key, pair) in zip(answer.keys, pairs) {
            #expect(key.address == pair.accountID.ss58())
            #expect(key.publicAddress == pair.accountID.ss58())
            let signature = try Signature(hex: key.signature, scheme: pair.scheme)
            #expect(pair.publicKey.isValid(signature, for: Array(message.utf8)))
        }
        #expect(answer.keys.count == pairs.count)
    }
}

extension [UInt8] {
    /// Without `0x`, as Python's `bytes.fromhex` wants it.
    fileprivate var plainHex: String { String(hex.dropFirst(2)) }
}

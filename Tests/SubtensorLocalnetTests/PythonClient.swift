// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Unchanged Python clients, in virtual environments of `scripts/python-peers` and `scripts/python-sdk-peer`.
enum PythonClient: String, CustomTestStringConvertible {
    case substrateInterface = "substrate-interface-1.7.11"
    case bittensor = "bittensor-10.5.0"
    case bittensor9 = "bittensor-9.8.3"
    case bittensor8 = "bittensor-8.5.2"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".build/python-peers")

    private var interpreter: URL { Self.folder.appending(path: "\(rawValue)/bin/python") }
    var isThere: Bool { FileManager.default.isExecutableFile(atPath: interpreter.path) }
    var testDescription: String { rawValue }

    /// Runs a program, with the node's address as its argument, and returns the lines that it prints.
    func run(_ script: String, against url: String) async throws -> [String] {
        try await run(["-c", script, url])
    }

    /// The same of a program in the folder `Python`.
    func run(file: String, against url: String) async throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Python")
        return try await run([folder.appending(path: file).path, url])
    }

    private func run(_ arguments: [String]) async throws -> [String] {
        let home = FileManager.default.temporaryDirectory.appending(path: "python-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let process = Process()
        process.executableURL = interpreter
        process.arguments = arguments
        process.environment = [
            "HOME": home.path, "PATH": "/usr/bin:/bin", "BT_NO_PARSE_CLI_ARGS": "1", "PYTHONDONTWRITEBYTECODE": "1",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        // Reading to the end blocks: it has a thread of its own.
        let output = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: (try? pipe.fileHandleForReading.readToEnd()) ?? Data())
            }
        }
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// For substrate-interface. It says of each transfer whether it went well, and the nonce after it.
    static let twoTransfers = """
        import sys
        from substrateinterface import Keypair, SubstrateInterface
        chain = SubstrateInterface(url=sys.argv[1])
        alice, eve = Keypair.create_from_uri("//Alice"), Keypair.create_from_uri("//Eve")
        for _ in range(2):
            call = chain.compose_call(
                "Balances", "transfer_keep_alive", {"dest": eve.ss58_address, "value": 1_000_000_000})
            signed = chain.create_signed_extrinsic(call=call, keypair=alice)
            receipt = chain.submit_extrinsic(signed, wait_for_inclusion=True)
            print(receipt.is_success, chain.get_account_nonce(alice.ss58_address))
        """
}

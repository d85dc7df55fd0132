// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubtensorLocalnet
import TestVectors
import Testing

/// Unchanged Python clients, in virtual environments of `scripts/python-peers` and `scripts/python-sdk-peer`.
private enum PythonClient: String, CustomTestStringConvertible {
    case substrateInterface = "substrate-interface-1.7.11"
    case bittensor = "bittensor-10.5.0"

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".build/python-peers")

    private var interpreter: URL { Self.folder.appending(path: "\(rawValue)/bin/python") }
    var isThere: Bool { FileManager.default.isExecutableFile(atPath: interpreter.path) }
    var testDescription: String { rawValue }

    /// Runs a program, with the node's address as its argument, and returns the lines that it prints.
    func run(_ script: String, against url: String) async throws -> [String] {
        let home = FileManager.default.temporaryDirectory.appending(path: "python-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let process = Process()
        process.executableURL = interpreter
        process.arguments = ["-c", script, url]
        process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin", "BT_NO_PARSE_CLI_ARGS": "1"]
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
}

@Suite(
    "Unchanged Python clients", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"))
struct PythonClientTests {
    @Test(
        "substrate-interface sends two transactions of an account, one after the other",
        .enabled(
            if: PythonClient.substrateInterface.isThere,
            "run scripts/python-peers first: it makes the client that this test runs"))
    func twoInARow() async throws {
        let script = """
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
        try await Self.withChain { localnet in
            let told = try await PythonClient.substrateInterface.run(script, against: localnet.url)
            #expect(told == ["True 1", "True 2"])
        }
    }

    @Test(
        "a hotkey without money commits, openly and under a time lock, and sets weights",
        .enabled(
            if: PythonClient.bittensor.isThere,
            "run scripts/python-sdk-peer first: it makes the SDK that this test runs"))
    func hotkeyWithoutMoney() async throws {
        let script = """
            import sys
            import bittensor
            from bittensor_wallet import Wallet
            from bittensor_wallet.keypair import Keypair
            wallet = Wallet(name="alice", hotkey="h")
            wallet.set_coldkey(Keypair.create_from_uri("//Alice"), encrypt=False, overwrite=True)
            wallet.set_coldkeypub(Keypair.create_from_uri("//Alice"), overwrite=True)
            wallet.set_hotkey(Keypair.create_from_uri("//Alice//hotkey"), encrypt=False, overwrite=True)
            chain = bittensor.Subtensor(network=sys.argv[1])
            def told(answer):
                print(answer.success if answer.success else answer.message, flush=True)
            told(chain.burned_register(wallet, 1))
            told(chain.set_commitment(wallet, 1, "hello"))
            told(chain.set_reveal_commitment(wallet, 1, "later", blocks_until_reveal=10))
            told(chain.set_weights(wallet, 1, [0], [1.0], wait_for_inclusion=True))
            print(chain.is_fast_blocks())
            chain.close()
            """
        try await Self.withChain { localnet in
            let told = try await PythonClient.bittensor.run(script, against: localnet.url)
            #expect(told == ["True", "True", "True", "True", "True"])
        }
    }

    private static func withChain(_ body: @escaping @Sendable (RunningLocalnet) async throws -> Void) async throws {
        var configuration = LocalnetConfiguration(blockTime: .milliseconds(250), difficulty: 1)
        configuration.commitReveal = false
        try await Localnet.with(configuration, body)
    }
}

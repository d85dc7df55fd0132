// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubtensorLocalnet
import Testing

extension ChainTests {
    /// The programs of the article "Getting Started", against the embedded chain.
    @Suite("The documentation's programs")
    struct DocumentationTests {
        @Test("work from a wallet to a neuron")
        func gettingStarted() async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "started-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let wallet = try Wallet(name: "miner", hotkey: "first", path: folder.path)
            try wallet.createColdkey(KeyPair(mnemonic: .generate()), password: nil)
            try wallet.createHotkey(KeyPair(mnemonic: .generate()))

            let configuration = LocalnetConfiguration(blockTime: .milliseconds(100), difficulty: 500)
            try await Localnet.with(configuration) { localnet in
                let network = try Network(localnet.url)
                let keys = try WorkKeys(wallet, for: .registration(1))
                let registration = try await withSubtensor(network) { subtensor in
                    let rules = try await subtensor.rules(of: .registration(1))
                    let signer = rules.signer == .hotkey ? try wallet.hotkey() : try wallet.coldkey()
                    return try await subtensor.register(on: 1, keys: keys, signer: signer)
                }
                #expect(!registration.wasAlreadyRegistered)
                try await withSubtensor(network) { subtensor in
                    let solution = try await createPOW(subtensor: subtensor, wallet: wallet, netuid: 1)
                    #expect(solution == nil)
                    let open = try await subtensor.subnets().filter(\.allowsPOW).map(\.netuid)
                    #expect(open.contains(1))
                }
            }
        }

        @Test("every name of Python's module has its row")
        func comingFromPython() throws {
            let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            let article = try String(
                contentsOf: package.appending(path: "Sources/SubtensorClient/Documentation.docc/ComingFromPython.md"),
                encoding: .utf8)
            let rows = article.split(separator: "\n").filter { $0.hasPrefix("| `") }
                .map { $0.split(separator: "|", maxSplits: 1)[0] }.joined(separator: " ")
            for name in Self.names { #expect(rows.contains("`\(name)`"), "\(name)") }
        }

        static let names = [
            "use_torch", "legacy_torch_api_compat", "_get_real_torch", "log_no_torch_error", "LazyLoadedTorch", "torch",
            "CUDAException", "_hex_bytes_to_u8_list", "_create_seal_hash", "_seal_meets_difficulty",
            "_hash_block_with_hotkey", "POWSolution", "POWSolution.nonce", "POWSolution.is_stale", ".is_stale_async",
            ".block_number", ".difficulty", ".seal", "_SolverBase", "Solver", "CUDASolver",
            "_SolverBase.create_shared_memory", "Solver.run", "CUDASolver.run", "_solve_for_nonce_block",
            "_solve_for_nonce_block_cuda", "solve_cuda", "_registration_diff_pack", "_registration_diff_unpack",
            "update_curr_block", "_check_for_newest_block_and_update", "_get_block_with_retry", "get_cpu_count",
            "RegistrationStatistics", "RegistrationStatisticsLogger", "RegistrationStatisticsLogger.start", ".stop",
            ".update", "RegistrationStatisticsLogger.get_status_message", "_solve_for_difficulty_fast",
            "_solve_for_difficulty_fast_cuda", "UsingSpawnStartMethod", "terminate_workers_and_wait_for_exit",
            "create_pow",
            "create_pow_async",
        ]
    }
}

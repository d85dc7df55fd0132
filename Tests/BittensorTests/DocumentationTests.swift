// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

extension ChainTests {
    @Suite("The documentation's names")
    struct DocumentationTests {
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

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstrateRuntime
import TestRuntimes
import Testing

@Suite(
    "Runtimes of real chains, cut and changed",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct HostileCodeTests {
    /// What any code may come to: an answer, or an error of one line.
    private func run(_ code: [UInt8]) {
        do throws(RuntimeError) {
            let limits = RuntimeLimits(memoryPages: 1024)
            let code = try RuntimeCode(code, limits: limits)
            let environment = CallEnvironment(fuel: 20_000_000)
            for method in ["Core_version", "Metadata_metadata", "Core_initialize_block", "AuraApi_slot_duration"] {
                var overlay = StorageOverlay(over: StateTrie())
                do throws(RuntimeError) {
                    _ = try code.call(method, [1, 2, 3], on: &overlay, environment: environment)
                } catch {
                    #expect(!error.reason.contains("\n") && error.reason.count < 2000)
                    #expect(overlay.changes == StorageChanges() && overlay.depth == 0)
                }
            }
        } catch {
            #expect(!error.reason.contains("\n") && error.reason.count < 1000)
        }
    }

    @Test("A module that was changed at some places does no harm, whatever it does", arguments: [1, 2, 3, 4])
    func mutations(seed: UInt64) throws {
        let whole = try CodeCompression.decompressed(
            try RealRuntime.testfinney103.specification().code, limit: CodeCompression.standardLimit)
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<10 {
            var code = whole
            for _ in 0..<(1 + numbers.below(200)) {
                code[8 + numbers.below(code.count - 8)] = UInt8(numbers.below(256))
            }
            run(code)
        }
    }

    @Test("A module that was cut is refused")
    func cuts() throws {
        let whole = try CodeCompression.decompressed(
            try RealRuntime.testfinney103.specification().code, limit: CodeCompression.standardLimit)
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<50 {
            let end = numbers.below(whole.count)
            // What is cut behind the last code is still a whole module, without its names.
            do throws(RuntimeError) { _ = try RuntimeCode(Array(whole[..<end])) } catch {
                #expect(error.code == .invalidCode)
            }
        }
    }

    @Test("Compressed code that was cut or changed is refused")
    func compressed() throws {
        let whole = try RealRuntime.testfinney103.specification().code
        var numbers = SeededNumbers(seed: 6)
        for _ in 0..<20 {
            let end = numbers.below(whole.count)
            #expect(throws: RuntimeError.self) { try RuntimeCode(Array(whole[..<end])) }
            var code = whole
            for _ in 0..<20 { code[8 + numbers.below(code.count - 8)] = UInt8(numbers.below(256)) }
            run(code)
        }
    }
}

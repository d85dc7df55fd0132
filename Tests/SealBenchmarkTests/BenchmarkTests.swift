// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark
import SubstratePrimitives
import Testing

@Suite struct BenchmarkTests {
    @Test("every kernel passes the check and counts its work", arguments: SealKernel.available, SealScheme.allCases)
    func measures(_ kernel: SealKernel, _ scheme: SealScheme) async throws {
        let benchmark = try POWBenchmark(time: .milliseconds(20), threads: 2, kernel: kernel, scheme: scheme)
        let report = try await benchmark.run()
        #expect(report.kernel == kernel)
        #expect(report.threads == 2)
        #expect(report.hashes > 0)
        #expect(report.seconds >= 0.02)
        #expect(report.hashRate == HashRate(hashes: report.hashes, in: report.time))
        #expect(report.checksum != .zero)
    }

    @Test("a benchmark that cannot be is refused")
    func refusals() {
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try POWBenchmark(time: .zero) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try POWBenchmark(time: .seconds(1), threads: 0) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try POWBenchmark(time: .seconds(1), scheme: .powRegister, order: .big)
        }
    }

    @Test("a cancelled benchmark stops")
    func cancellation() async throws {
        let benchmark = try POWBenchmark(time: .seconds(3600), threads: 1)
        let task = Task { try await benchmark.run() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

import FakeCards
import SubstratePrimitives
import Testing

@testable import ProofOfWork

/// Benchmark, tuner, check and statistics of cards.
@Suite struct CUDABenchmarkTests {
    @Test("a benchmark counts and confirms", arguments: SealScheme.allCases)
    func benchmark(_ scheme: SealScheme) async throws {
        let cards = try FakeCards()
        let benchmark = try CUDABenchmark(time: .milliseconds(50), options: cards.options(), scheme: scheme)
        let reports = try await benchmark.run()
        #expect(reports.map(\.device.number) == [0, 1])
        for report in reports {
            #expect(report.hashes > 0)
            #expect(report.launches > 0)
            #expect(report.kernel == .plain)
            #expect(report.threadsPerBlock == 32)
            #expect(report.clock == 1.755e9)
            #expect(report.shareOfBound ?? 0 > 0)
            #expect(report.wattsPerMegahash ?? 0 > 0)
        }
        #expect(reports[0].checksum != reports[1].checksum)
    }

    @Test("benchmarks that make no sense")
    func invalidBenchmark() {
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try CUDABenchmark(time: .zero) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try CUDABenchmark(time: .seconds(1), scheme: .powRegister, order: .big)
        }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try CUDACheck(nonces: 0) }
        #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try CUDACheck(nonces: 1, scheme: .powRegister, order: .big)
        }
    }

    @Test("a benchmark on a card that fails throws its error")
    func failingBenchmark() async throws {
        let cards = try FakeCards()
        cards.fail("cuLaunchKernel", with: 719, after: 10, device: 1)
        let benchmark = try CUDABenchmark(time: .seconds(60), options: cards.options(devices: [1]))
        await #expect(throws: CUDAError(.callFailed, "")) { try await benchmark.run() }
    }

    @Test("the tuner leaves out blocks that the card cannot have")
    func tuner() async throws {
        let cards = try FakeCards(["threads_per_block": 128])
        let tuner = CUDATuner(options: cards.options(devices: [0], kernel: nil), launchTime: .microseconds(1))
        let tuning = try #require(try await tuner.run().first)
        #expect([32, 64, 128].contains(tuning.threadsPerBlock))
        #expect(tuning.hashRate > .zero)
    }

    @Test("pumping takes exactly so many nonces, in the order of the trail", arguments: SealScheme.allCases)
    func pump(_ scheme: SealScheme) throws {
        let session = try FakeCards().session()
        let puzzle = try samplePuzzle(scheme, difficulty: 1)
        var source = CUDASource(puzzle, start: 3)
        var pace = SlicePace(first: 100, most: 500, budget: .milliseconds(1))
        var found: [UInt64] = []
        try session.pump(&source, pace: &pace, count: 3000) { found += $1 }
        let stride = scheme.nativeStride
        #expect(found == (0..<3000).map { 3 &+ $0 &* stride })
    }

    @Test("statistics have a line for each device")
    func statistics() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1000)
        func progress(_ hashes: UInt64) -> SealSolver.Progress {
            func worker(_ device: String, _ sensors: CUDASensors? = nil, _ failure: CUDAError? = nil)
                -> SealSolver.Progress.Worker
            {
                .init(
                    hashes: hashes, rounds: 1, roundTime: .seconds(1), device: device, sensors: sensors,
                    failure: failure)
            }
            return .init(workers: [
                worker("cpu"), worker("cpu"), worker("cuda:0", CUDASensors(temperature: 61, power: 412.4, clock: nil)),
                worker("cuda:1", nil, CUDAError(.callFailed, "it fell off", device: 1)),
            ])
        }
        var meter = RegistrationStatisticsMeter()
        _ = meter.tick(progress(1000), puzzle: puzzle)
        let statistics = meter.tick(progress(3000), puzzle: puzzle)
        #expect(statistics.devices.map(\.name) == ["cpu", "cuda:0", "cuda:1"])
        #expect(statistics.devices[0].hashRate > statistics.devices[1].hashRate)
        #expect(statistics.devices[1].text.hasSuffix("61 °C, 412 W"))
        #expect(statistics.devices[2].text == "left out: it fell off")
    }

    @Test("without cards the statistics have no such lines")
    func statisticsWithoutCards() throws {
        var meter = RegistrationStatisticsMeter()
        let progress = SealSolver.Progress(workers: [.init(hashes: 1, rounds: 1, roundTime: .zero)])
        #expect(try meter.tick(progress, puzzle: samplePuzzle(.register, difficulty: 2)).devices.isEmpty)
    }
}

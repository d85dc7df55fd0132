// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import SubstratePrimitives
import Testing

@testable import ProofOfWork

/// OpenCL's devices in a solver: beside other cards, and when they fail.
@Suite struct OpenCLSolverTests {
    @Test("cards of both kinds and the processor search together")
    func together() async throws {
        let cards = try FakeCards()
        let options = SealSolver.Options(
            threads: 1, solutionBuffer: 1_000_000, cuda: cards.options(devices: [0]),
            opencl: cards.openCLOptions(devices: [1]))
        let puzzle = try samplePuzzle(.powRegister, difficulty: 20)
        let progress = try await withSealSolver(options) { solver in
            #expect(solver.devices.map(\.identifier) == ["cuda:0", "opencl:1"])
            solver.take(puzzle)
            for await solution in solver.solutions {
                #expect(puzzle.target.accepts(puzzle.seal(of: solution.nonce)))
                if solver.progress.workers.allSatisfy({ $0.hashes > 0 }) { break }
            }
            return solver.progress
        }
        #expect(progress.workers.map(\.device) == ["cpu", "cuda:0", "opencl:1"])
        #expect(progress.workers.allSatisfy { $0.failure == nil })
    }

    @Test("a device that answers wrongly is named and left out; the other goes on")
    func wrongDevice() async throws {
        let cards = try FakeCards(["wrong_hit_every": 1, "wrong_device": 1])
        let options = SealSolver.Options(solutionBuffer: 1_000_000, opencl: cards.openCLOptions())
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        let progress = try await withSealSolver(options) { solver in
            #expect(solver.threads == 0)
            solver.take(puzzle)
            for await _ in solver.solutions where solver.progress.workers[1].failure != nil { break }
            #expect(solver.failure == nil)
            return solver.progress
        }
        let failure = try #require(progress.workers[1].failure)
        #expect(failure.code == .wrongResults)
        #expect(failure.reason.contains("opencl:1 (Fake Device 1)"))
        #expect(progress.workers[0].failure == nil)
    }

    @Test("a device that is lost is reported and left out", arguments: ["clWaitForEvents", "clEnqueueNDRangeKernel"])
    func lostDevice(_ function: String) async throws {
        let cards = try FakeCards()
        cards.fail(function, with: -14, after: 40, device: 0)
        let puzzle = try samplePuzzle(.register, difficulty: 20)
        let options = SealSolver.Options(solutionBuffer: 1_000_000, opencl: cards.openCLOptions())
        let progress = try await withSealSolver(options) { solver in
            solver.take(puzzle)
            for await _ in solver.solutions where solver.progress.workers[0].failure != nil { break }
            let before = solver.progress.workers[1].hashes
            for await _ in solver.solutions where solver.progress.workers[1].hashes > before { break }
            return solver.progress
        }
        let failure = try #require(progress.workers[0].failure)
        #expect(failure.code == .callFailed)
        #expect(failure.call == function)
        #expect(failure.reason.hasPrefix("OpenCL device 0: "))
        #expect(progress.workers[1].failure == nil)
    }

    @Test("a probe that fails keeps the library from being opened")
    func probe() async throws {
        let cards = try FakeCards()
        var opencl = cards.openCLOptions()
        opencl.library.probe = { throw CardError(.driverBroken, "it crashed") }
        await #expect(throws: CardError(.driverBroken, "")) {
            try await withSealSolver(SealSolver.Options(opencl: opencl)) { _ in }
        }
        #expect(cards.calls("clGetPlatformIDs") == 0)
        let asked = AskedOften()
        opencl.library.probe = { await asked.ask() }
        try await withSealSolver(SealSolver.Options(opencl: opencl)) { #expect($0.devices.count == 2) }
        #expect(await asked.count == 1)
    }
}

/// Counts.
private actor AskedOften {
    private(set) var count = 0

    func ask() { count += 1 }
}

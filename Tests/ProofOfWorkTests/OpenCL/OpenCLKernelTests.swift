// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import SubstratePrimitives
import TestVectors
import Testing

@testable import ProofOfWork

/// The kernels as a driver's own compiler makes them, on the processor.
@Suite(.enabled(if: OpenCLProcessor.device != nil, OpenCLProcessor.missing))
struct OpenCLKernelTests {
    private static let kernels = [OpenCLKernel.plain, .complemented]

    @Test("solutions of pow.json: all of them, and at the begin of a search nothing else", arguments: kernels)
    func register(_ kernel: OpenCLKernel) throws {
        let session = try OpenCLProcessor.session(kernel: kernel)
        for vector in RegisterVectorTests.file.cases("searches") {
            let from = vector["nonce_from"].uint64
            let end = vector["nonce_to_exclusive"].uint256.addingReportingOverflow(.max).partialValue
            let count = min(try #require(end.exactUInt64) - from + 1, 40_000)
            for (order, suffix) in [(SealByteOrder.big, "be"), (.little, "le")] {
                let puzzle = try vector.registerPuzzle(order)
                let solutions = vector["solutions_\(suffix)"].list.map(\.uint64)
                #expect(try solved(solutions, of: puzzle, session) == solutions)
                let candidates = try session.candidates(of: puzzle, start: from, count: count, size: 1 << 20)
                let found = try candidates.compactMap { try session.confirm($0, of: puzzle)?.nonce }
                #expect(found == solutions.filter { $0 - from < count })
            }
        }
    }

    @Test("seals of pow.json: each is a hit at its own first 64 bits, and none below", arguments: kernels)
    func registerSeals(_ kernel: OpenCLKernel) throws {
        let session = try OpenCLProcessor.session(kernel: kernel)
        for vector in RegisterVectorTests.file.cases("cases") {
            let nonce = vector["nonce"].uint64
            for (order, key) in [(SealByteOrder.big, "seal_as_int_be"), (.little, "seal_as_int_le")] {
                try expectEdge(
                    session, vector.registerMessage, order, nonce: nonce, top: vector[key].uint256.top64)
            }
        }
    }

    @Test(
        "solutions of pow_register.json: all of them, and among the first nonces of a search nothing else",
        arguments: kernels)
    func powRegister(_ kernel: OpenCLKernel) throws {
        let session = try OpenCLProcessor.session(kernel: kernel)
        for vector in PowRegisterVectorTests.file.cases("searches") {
            let puzzle = try vector.powRegisterPuzzle()
            let from = vector["nonce_from"].uint64
            let solutions = vector["solutions"].list.map(\.uint64)
            #expect(try solved(solutions, of: puzzle, session) == solutions)
            let first = (0..<2000).map { from &+ $0 }
            #expect(try solved(first, of: puzzle, session) == solutions.filter { $0 &- from < 2000 })
        }
    }

    @Test("seals of pow_register.json: each is a hit at its own first 64 bits, and none below", arguments: kernels)
    func powRegisterSeals(_ kernel: OpenCLKernel) throws {
        let session = try OpenCLProcessor.session(kernel: kernel)
        for vector in PowRegisterVectorTests.file.cases("cases") {
            let message = try vector.powRegisterPuzzle(difficulty: 1).message
            let nonce = vector["nonce"].uint64
            try expectEdge(session, message, .little, nonce: nonce, top: message.seal(of: nonce).number(.little).top64)
        }
    }

    @Test("grids: what the portable kernel finds, also where the low five bytes turn over", arguments: kernels)
    func grids(_ kernel: OpenCLKernel) throws {
        let session = try OpenCLProcessor.session(kernel: kernel)
        for (index, start) in ([0, 1 << 8 - 20, .max - 20] as [UInt64]).enumerated() {
            try session.expectColumns(
                70, from: start, of: try samplePuzzle(.powRegister, seed: UInt8(index), difficulty: 8))
        }
    }

    @Test("more hits than a launch can report are searched again", arguments: SealScheme.allCases)
    func overflow(_ scheme: SealScheme) throws {
        let session = try OpenCLProcessor.session(kernel: .plain)
        let puzzle = try samplePuzzle(scheme, difficulty: 1)
        let layout = seal_puzzle(puzzle)
        let launch = CardLaunch(
            puzzle: puzzle, layout: layout, runs: [NonceRun(start: 7, count: CardLaunch.mostHits + 1)])
        try session.start(launch)
        #expect(try session.finish().candidates == nil)
        var source = CardSource(puzzle, start: 0)
        source.takeBack(launch)
        let found = try session.drain(&source)
        #expect(found == (0...CardLaunch.mostHits).map { 7 &+ $0 &* scheme.nativeStride })
    }

    @Test("instructions of AMD's cards are refused by a compiler for others, and not compiled to something wrong")
    func foreignInstructions() throws {
        let error = try #require(throws: CardError.self) { try OpenCLProcessor.session(kernel: .amd) }
        #expect(error.code == .kernelRefused)
        #expect(error.reason.contains("not a compiler for AMD's processors"))
    }

    @Test("a worker takes up a new puzzle, and finds nothing but its solutions from then on")
    func newPuzzle() async throws {
        let device = try #require(OpenCLProcessor.device)
        let first = try samplePuzzle(.register, seed: 1, difficulty: 1000)
        let second = try samplePuzzle(.powRegister, seed: 2, difficulty: 1000)
        let options = SealSolver.Options(solutionBuffer: 1_000_000, opencl: OpenCLProcessor.options(device))
        let (puzzles, progress) = try await withSealSolver(options) { solver in
            solver.take(first)
            var puzzles: [SealPuzzle] = []
            for await solution in solver.solutions {
                #expect(solution.puzzle.target.accepts(solution.puzzle.seal(of: solution.nonce)))
                puzzles.append(solution.puzzle)
                if puzzles.count == 5 { solver.take(second) }
                if puzzles.last == second { break }
            }
            return (puzzles, solver.progress)
        }
        #expect(puzzles.last == second)
        #expect(puzzles.dropLast().allSatisfy { $0 == first })
        #expect(progress.workers.map(\.device) == [device.identifier])
        #expect(progress.workers[0].failure == nil)
    }

    /// Those of the nonces that solve a puzzle. Each is a run of its own: the low bytes of the next one differ.
    private func solved(
        _ nonces: [UInt64], of puzzle: SealPuzzle, _ session: CardSession
    ) throws -> [UInt64] {
        var found: [UInt64] = []
        for first in stride(from: 0, to: nonces.count, by: CardLaunch.mostRuns) {
            let runs = nonces[first...].prefix(CardLaunch.mostRuns).map { NonceRun(start: $0, count: 1) }
            try session.start(CardLaunch(puzzle: puzzle, layout: seal_puzzle(puzzle), runs: runs))
            for nonce in try #require(try session.finish().candidates) {
                if let solution = try session.confirm(nonce, of: puzzle) { found.append(solution.nonce) }
            }
        }
        return found
    }

    /// One nonce alone, at the threshold of its own seal and at the one below.
    private func expectEdge(
        _ session: CardSession, _ message: SealMessage, _ order: SealByteOrder, nonce: UInt64, top: UInt64
    ) throws {
        let puzzle = try samplePuzzle(message.scheme, order: order, difficulty: 1)
        for (threshold, hits) in [(top, [nonce]), (top &- 1, [])] where threshold <= top {
            let layout = seal_puzzle(message, order: order, threshold: threshold)
            try session.start(
                CardLaunch(puzzle: puzzle, layout: layout, runs: [NonceRun(start: nonce, count: 1)]))
            #expect(try session.finish().candidates == hits)
        }
    }
}

extension UInt256 {
    /// The most significant bits.
    fileprivate var top64: UInt64 {
        var top: UInt64 = 0
        for byte in Array(bigEndianBytes.prefix(8)) { top = top << 8 | UInt64(byte) }
        return top
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import FakeCards
import Foundation
import SubstratePrimitives
import TestVectors
import Testing

@testable import ProofOfWork

/// The CUDA kernels' source, compiled for this machine, behind the whole driver layer.
@Suite struct CUDAKernelTests {
    @Test("the PTX was made from the source beside it")
    func ptxIsCurrent() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let header = try Data(contentsOf: root.appending(path: "Sources/CSealKernels/include/seal_launch.h"))
        let source = try Data(contentsOf: root.appending(path: "Kernels/seal_search.cu"))
        let hash = Hashing.sha256([UInt8](header + source)).hex.dropFirst(2)
        #expect(String(cString: seal_cuda_ptx_hash()) == hash, "run Kernels/make-ptx")
    }

    @Test("the PTX is for drivers from CUDA 11.8 on, and has every kernel")
    func ptxHasKernels() {
        let ptx = String(cString: seal_cuda_ptx())
        #expect(ptx.hasPrefix(".version 7.8\n.target sm_61\n"))
        for kernel in CUDAKernel.allCases {
            for shape in NonceShape.allCases { #expect(ptx.contains(".entry \(kernel.entry(shape))(")) }
        }
        // A local array would be a stack in slow memory.
        #expect(!ptx.contains(".local"))
    }

    @Test("a launch fits into the parameters of a kernel")
    func launchIsSmall() {
        #expect(MemoryLayout<seal_launch>.size + 8 <= 4096)
        #expect(MemoryLayout<seal_hits>.offset(of: \.hit) == 40)
    }

    @Test("complete sets of solutions of pow.json", arguments: RegisterVectorTests.file.cases("searches"))
    func register(_ vector: Vector) throws {
        for (order, suffix) in [(SealByteOrder.big, "be"), (.little, "le")] {
            let puzzle = try vector.registerPuzzle(order)
            let expected = vector["solutions_\(suffix)"].list.map(\.uint64)
            let from = vector["nonce_from"].uint64
            for kernel in CUDAKernel.allCases {
                try expectSolutions(expected, of: puzzle, from: from, vector: vector, kernel: kernel)
            }
        }
    }

    @Test("solved puzzles of pow.json, found again", arguments: RegisterVectorTests.file.cases("solved"))
    func solved(_ vector: Vector) throws {
        let session = try FakeCards().session(.fiveRows)
        for (order, suffix) in [(SealByteOrder.big, "be"), (.little, "le")] {
            let puzzle = try vector.registerPuzzle(order)
            let nonce = vector["first_\(suffix)"].uint64
            let found = try session.candidates(of: puzzle, start: nonce &- 40, count: 100)
            #expect(found.contains(nonce))
            #expect(try session.confirm(nonce, of: puzzle)?.seal == vector.seal("seal_\(suffix)"))
        }
    }

    @Test("seals of pow.json: each is a hit at its own threshold", arguments: RegisterVectorTests.file.cases("cases"))
    func seals(_ vector: Vector) throws {
        let nonce = vector["nonce"].uint64
        let session = try FakeCards().session(.threeRows)
        for (order, key) in [(SealByteOrder.big, "seal_as_int_be"), (.little, "seal_as_int_le")] {
            let difficulty = try #require(UInt256.max.quotient(dividingBy: max(1, vector[key].uint256)))
            let puzzle = SealPuzzle.register(
                blockNumber: 0, blockHash: vector.hash("block_hash"), account: vector.account("hotkey_public_key"),
                target: try SealTarget(difficulty: difficulty, order: order))
            #expect(try session.candidates(of: puzzle, start: nonce &- 5, count: 11).contains(nonce))
        }
    }

    @Test("solutions of pow_register.json", arguments: PowRegisterVectorTests.file.cases("searches"))
    func powRegister(_ vector: Vector) throws {
        let puzzle = try vector.powRegisterPuzzle()
        for solution in vector["solutions"].list.map(\.uint64).prefix(4) {
            try expectFound(solution, of: puzzle)
        }
    }

    @Test("solved puzzles of pow_register.json", arguments: PowRegisterVectorTests.file.cases("solved"))
    func powRegisterSolved(_ vector: Vector) throws {
        try expectFound(vector["first_nonce_at_or_after"].uint64, of: try vector.powRegisterPuzzle())
    }

    @Test("searches of pow_register.json around 2^64", arguments: PowRegisterVectorTests.file.cases("wrap_around"))
    func powRegisterWrapAround(_ vector: Vector) throws {
        try expectFound(vector["native_nonce"].uint64, of: try vector.powRegisterPuzzle())
    }

    @Test("seals of pow_register.json: each is a hit", arguments: PowRegisterVectorTests.file.cases("cases"))
    func powRegisterSeals(_ vector: Vector) throws {
        let nonce = vector["nonce"].uint64
        let number = max(1, vector["seal_as_int_le"].uint256)
        let difficulty = try #require(UInt256.max.quotient(dividingBy: number))
        try expectFound(nonce, of: try vector.powRegisterPuzzle(difficulty: difficulty))
    }

    @Test("every kernel finds what the portable one finds, at every edge", arguments: CUDAKernel.allCases)
    func agreement(_ kernel: CUDAKernel) throws {
        let session = try FakeCards().session(kernel)
        for (index, start) in edgeNonces.enumerated() {
            for scheme in SealScheme.allCases {
                let order: SealByteOrder = scheme == .register && index % 2 == 0 ? .big : .little
                let puzzle = try samplePuzzle(scheme, seed: UInt8(index), order: order, difficulty: 8)
                let count: UInt64 = 90
                let walk = SealWalk(puzzle, kernel: try .named("portable"))
                var trail = NonceTrail(start: start, scheme: scheme)
                var expected: [UInt64] = []
                for _ in 0..<count {
                    _ = walk.advance(from: trail.next, stride: 1, count: 1) { expected.append($0) }
                    trail.advance(by: 1)
                }
                #expect(try session.candidates(of: puzzle, start: start, count: count) == expected)
            }
        }
    }

    @Test("grids: what the portable kernel finds, at every edge of the low five bytes", arguments: CUDAKernel.allCases)
    func grids(_ kernel: CUDAKernel) throws {
        let session = try FakeCards().session(kernel)
        let edges: [UInt64] = [0, 1 << 8 - 2, 1 << 16 - 1, 1 << 32 - 1, 1 << 40 - 2, .max - 2, 0xabcd_ef00_ff01_2345]
        for (index, start) in edges.enumerated() {
            try session.expectColumns(
                5, from: start, of: try samplePuzzle(.powRegister, seed: UInt8(index), difficulty: 8))
        }
    }

    @Test("rows are other ones for another start, and a launch under way keeps its own")
    func otherRows() throws {
        let session = try FakeCards().session()
        let puzzle = try samplePuzzle(.powRegister, difficulty: 1)
        let runs = [UInt64(0x40 << 40), 0x80 << 40].map {
            NonceRun(start: $0, count: NonceTrail.gridRows, shape: .grid)
        }
        for run in runs + runs {
            try session.start(CardLaunch(puzzle: puzzle, layout: seal_puzzle(puzzle), runs: [run]))
            guard session.launchesUnderWay == CardSession.depth else { continue }
            for run in runs {
                #expect(try session.finish().candidates == (0..<NonceTrail.gridRows).map { run.start + $0 << 40 })
            }
        }
    }

    @Test("a grid has the vectors' solutions among its rows", arguments: PowRegisterVectorTests.file.cases("searches"))
    func gridVectors(_ vector: Vector) throws {
        let puzzle = try vector.powRegisterPuzzle()
        let session = try FakeCards().session()
        for nonce in vector["solutions"].list.map(\.uint64).prefix(4) {
            let run = NonceRun(start: nonce & ~(31 << 40), count: NonceTrail.gridRows, shape: .grid)
            #expect(try session.candidates(of: puzzle, [run])?.contains(nonce) == true)
        }
    }

    @Test("more hits than a grid can report: none is lost, and none is tried twice")
    func gridOverflow() throws {
        let puzzle = try samplePuzzle(.powRegister, difficulty: 1)
        let session = try FakeCards().session()
        let start: UInt64 = 0x20_00ff_ffff_fffd
        let run = NonceRun(start: start, count: 40 * NonceTrail.gridRows, shape: .grid)
        let launch = CardLaunch(puzzle: puzzle, layout: seal_puzzle(puzzle), runs: [run])
        try session.start(launch)
        #expect(try session.finish().candidates == nil)
        var source = CardSource(puzzle, start: 0)
        source.takeBack(launch)
        let found = try session.drain(&source)
        var expected: [UInt64] = []
        for column in 0..<UInt64(40) {
            let low = (start + column) & (1 << 40 - 1)
            for row in 0..<NonceTrail.gridRows { expected.append((0x2000 + row) << 40 | low) }
        }
        #expect(found == expected)
    }

    @Test("more hits than a launch can report: none is lost", arguments: SealScheme.allCases)
    func overflow(_ scheme: SealScheme) throws {
        // Difficulty 3: every third nonce, of which no more than a quarter of the places are expected to be taken. The
        // limit is lifted here.
        let puzzle = try samplePuzzle(scheme, difficulty: 1)
        let session = try FakeCards().session()
        let layout = seal_puzzle(puzzle)
        let run = NonceRun(start: 7, count: CardLaunch.mostHits + 1)
        let launch = CardLaunch(puzzle: puzzle, layout: layout, runs: [run])
        try session.start(launch)
        #expect(try session.finish().candidates == nil)
        var source = CardSource(puzzle, start: 0)
        source.takeBack(launch)
        let found = try session.drain(&source)
        let stride = scheme.nativeStride
        #expect(found == (0..<run.count).map { 7 &+ $0 &* stride })
    }

    @Test("several midstates in one launch")
    func segments() throws {
        let cards = try FakeCards()
        let session = try cards.session()
        let puzzle = try samplePuzzle(.powRegister, difficulty: 8)
        // Ten nonces before the high three bytes come round, and then others with other low ones.
        let runs = (0..<5).map { NonceRun(start: (1 << 24 - 10) << 40 | UInt64($0), count: 10) }
        try session.start(CardLaunch(puzzle: puzzle, layout: seal_puzzle(puzzle), runs: runs))
        let found = try #require(try session.finish().candidates)
        let expected = runs.flatMap { run in
            puzzle.referenceSolutions(start: run.start, stride: 1 << 40, count: run.count)
        }
        #expect(found == expected)
        #expect(!found.isEmpty)
        #expect(cards["most_segments"] == 5)
    }

    private func expectFound(_ nonce: UInt64, of puzzle: SealPuzzle) throws {
        let session = try FakeCards().session(.fiveRows)
        let stride = puzzle.scheme.nativeStride
        #expect(try session.candidates(of: puzzle, start: nonce &- 20 &* stride, count: 50).contains(nonce))
        #expect(try session.confirm(nonce, of: puzzle) != nil)
    }

    @Test("pumping takes exactly so many nonces, in the order of the trail", arguments: SealScheme.allCases)
    func pump(_ scheme: SealScheme) throws {
        let session = try FakeCards().session()
        let puzzle = try samplePuzzle(scheme, difficulty: 1)
        var source = CardSource(puzzle, start: 3)
        var pace = SlicePace(first: 100, most: 500, budget: .milliseconds(1))
        var found: [UInt64] = []
        try session.pump(&source, pace: &pace, count: 3008) { found += $1 }
        var trail = NonceTrail(start: 3, scheme: scheme, lap: .grid)
        for nonce in found {
            #expect(nonce == trail.next)
            trail.advance(by: 1)
        }
        #expect(found.count == 3008)
    }

    /// Looks at both ends of the vector's range; every part of it would take long in a debug build.
    private func expectSolutions(
        _ expected: [UInt64], of puzzle: SealPuzzle, from: UInt64, vector: Vector, kernel: CUDAKernel
    ) throws {
        let session = try FakeCards().session(kernel)
        let end = vector["nonce_to_exclusive"].uint256.addingReportingOverflow(.max).partialValue
        let last = try #require(end.exactUInt64)
        let length = min(last - from, 299) + 1
        for start in [from, last - (length - 1)] {
            let candidates = try session.candidates(of: puzzle, start: start, count: length)
            let found = try candidates.compactMap { try session.confirm($0, of: puzzle)?.nonce }
            #expect(found == expected.filter { (start...start + (length - 1)).contains($0) })
        }
        for nonce in expected.prefix(3) {
            #expect(try session.candidates(of: puzzle, start: nonce, count: 1) == [nonce])
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import Testing

@Suite struct PuzzleTests {
    @Test("a target of difficulty 0 is refused")
    func zeroDifficulty() {
        #expect(throws: ProofOfWorkError(.zeroDifficulty, "")) { try SealTarget(difficulty: 0, order: .big) }
        #expect(throws: ProofOfWorkError(.zeroDifficulty, "")) { try samplePuzzle(.powRegister, difficulty: 0) }
    }

    @Test("the early reject keeps every seal that could be accepted")
    func threshold() throws {
        #expect(try SealTarget(difficulty: 1, order: .big).earlyRejectThreshold == .max)
        #expect(try SealTarget(difficulty: 2, order: .big).earlyRejectThreshold == .max >> 1)
        #expect(try SealTarget(difficulty: 3, order: .big).earlyRejectThreshold == .max / 3)
        #expect(try SealTarget(difficulty: UInt256(UInt64.max), order: .big).earlyRejectThreshold == 1)
        #expect(try SealTarget(difficulty: .max, order: .big).earlyRejectThreshold == 0)
    }

    @Test("a target accepts the largest difficulty that a seal meets, and not one more", arguments: SealScheme.allCases)
    func edgeOfAcceptance(_ scheme: SealScheme) throws {
        for nonce in edgeNonces {
            let seal = try samplePuzzle(scheme, difficulty: 1).seal(of: nonce)
            for order in SealByteOrder.allCases {
                let largest = try #require(UInt256.max.quotient(dividingBy: seal.number(order)))
                let oneMore = largest.addingReportingOverflow(1).partialValue
                #expect(try SealTarget(difficulty: largest, order: order).accepts(seal))
                #expect(try !SealTarget(difficulty: oneMore, order: order).accepts(seal))
            }
        }
    }

    @Test("a solution exists only for a nonce that meets the target")
    func solutionIsProof() throws {
        let puzzle = try samplePuzzle(.register, difficulty: 1)
        let solution = try puzzle.solution(nonce: 5)
        #expect(solution.seal == puzzle.seal(of: 5))
        #expect(solution.difficulty == 1)
        #expect(solution.scheme == .register)
        let hard = try samplePuzzle(.register, difficulty: .max)
        #expect(throws: ProofOfWorkError(.sealMissesTarget, "")) { try hard.solution(nonce: 5) }
    }

    @Test(
        "the four fields of Python's solution become one only when the reference says the same",
        arguments: SealScheme.allCases)
    func fields(_ scheme: SealScheme) throws {
        let puzzle = try samplePuzzle(scheme, difficulty: 1)
        let solution = try puzzle.solution(nonce: 5)
        let fields = solution.fields
        #expect(try POWSolution(fields, of: puzzle) == solution)
        func refused(_ code: ProofOfWorkError.Code, _ fields: POWSolution.Fields, _ puzzle: SealPuzzle) {
            #expect(throws: ProofOfWorkError(code, "")) { try POWSolution(fields, of: puzzle) }
        }
        let (block, difficulty, seal) = (fields.blockNumber, fields.difficulty, fields.seal)
        refused(.otherPuzzle, .init(nonce: 6, blockNumber: block, difficulty: difficulty, seal: seal), puzzle)
        refused(
            .otherPuzzle, .init(nonce: 5, blockNumber: block.advanced(by: 1), difficulty: difficulty, seal: seal),
            puzzle)
        refused(.otherPuzzle, .init(nonce: 5, blockNumber: block, difficulty: 2, seal: seal), puzzle)
        refused(
            .otherPuzzle, .init(nonce: 5, blockNumber: block, difficulty: 1, seal: puzzle.seal(of: 6)), puzzle)
        let hard = try samplePuzzle(scheme, difficulty: .max)
        refused(.sealMissesTarget, .init(nonce: 5, blockNumber: block, difficulty: .max, seal: seal), hard)
    }

    @Test("work is stale one block after the last that may include it", arguments: zip(SealScheme.allCases, [1, 4]))
    func staleness(_ scheme: SealScheme, lastAge: UInt64) throws {
        let solution = try samplePuzzle(scheme, difficulty: 1).solution(nonce: 0)
        #expect(!solution.isStale(head: solution.blockNumber))
        #expect(!solution.isStale(head: solution.blockNumber.advanced(by: lastAge)))
        #expect(solution.isStale(head: solution.blockNumber.advanced(by: lastAge + 1)))
        // A head that lags behind the work's own block.
        #expect(!solution.isStale(head: 0))
    }

    @Test("a seal is exactly 32 bytes")
    func sealLength() {
        #expect(throws: PrimitivesError(.wrongLength, "")) { try Seal([UInt8](repeating: 0, count: 31)) }
    }
}

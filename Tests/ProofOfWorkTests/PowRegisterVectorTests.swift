// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import TestVectors
import Testing

/// `pow_register.json`: the scheme `pow-register`, as SDK 11.3 and its native miner compute it.
@Suite struct PowRegisterVectorTests {
    static let file = VectorFile("pow_register.json")

    @Test("prefixes and seals", arguments: file.cases("cases"))
    func seals(_ vector: Vector) throws {
        let puzzle = try vector.powRegisterPuzzle(difficulty: 1)
        #expect(puzzle.scheme == .powRegister)
        #expect(puzzle.prefix == vector["prefix"].bytes)
        #expect(puzzle.blockAndHotkeyHash == nil)
        #expect(puzzle.target.order == .little)
        let nonce = vector["nonce"].uint64
        #expect(puzzle.message.bytes(nonce: nonce).count == 131)
        let seal = puzzle.seal(of: nonce)
        #expect(seal == vector.seal("seal"))
        #expect(seal.number(.little) == vector["seal_as_int_le"].uint256)
        for verdict in vector["verdicts"].cases {
            let target = try SealTarget(difficulty: verdict["difficulty"].uint256, order: .little)
            #expect(target.accepts(seal) == verdict["accepted"].bool)
        }
    }

    @Test("complete sets of solutions in a range", arguments: file.cases("searches"))
    func searches(_ vector: Vector) async throws {
        let puzzle = try vector.powRegisterPuzzle()
        let expected = vector["solutions"].list.map(\.uint64)
        try await expectCompleteSet(expected, of: puzzle, in: vector)
        #expect(expected.first == vector["first"].uint64)
    }

    @Test("searches that wrap around at 2^64", arguments: file.cases("wrap_around"))
    func wrapAround(_ vector: Vector) async throws {
        let search = try SealSearch(
            puzzle: vector.powRegisterPuzzle(), start: vector["start"].uint64, count: vector["attempts"].uint64)
        let found = try await search.firstSolution()
        #expect(found?.nonce == vector["native_nonce"].uint64)
        #expect(found?.nonce == vector["python_order_nonce"].uint64)
    }

    @Test("solved puzzles, found again from shortly before", arguments: file.cases("solved"))
    func solved(_ vector: Vector) async throws {
        let puzzle = try vector.powRegisterPuzzle()
        let nonce = vector["first_nonce_at_or_after"].uint64
        #expect(try puzzle.solution(nonce: nonce).seal == vector.seal("seal"))
        let start = max(vector["searched_from"].uint64, nonce - reach)
        #expect(try await SealSearch(puzzle: puzzle, start: start, count: 2 * reach).firstSolution()?.nonce == nonce)
    }

    @Test("the difficulty that is demanded", arguments: file.cases("effective_difficulty"))
    func effectiveDifficulty(_ vector: Vector) {
        func value(_ key: String) -> UInt64? { vector[key].isNull ? nil : vector[key].uint64 }
        let effective = SealTarget.effectiveDifficulty(
            value: value("difficulty"), minimum: value("minimum"), maximum: value("maximum"))
        #expect(effective == vector["effective"].uint64)
    }
}

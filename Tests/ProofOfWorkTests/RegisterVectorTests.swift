// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import TestVectors
import Testing

/// `pow.json`: the scheme `register`, as the Python SDK and the pallet compute it.
@Suite struct RegisterVectorTests {
    static let file = VectorFile("pow.json")

    @Test("hashes and seals", arguments: file.cases("cases"))
    func seals(_ vector: Vector) throws {
        let message = vector.registerMessage
        let nonce = vector["nonce"].uint64
        #expect(message.scheme == .register)
        #expect(message.blockAndHotkeyHash == vector.hash("block_and_hotkey_hash"))
        #expect(message.prefix == nil)
        #expect(message.bytes(nonce: nonce).count == 40)
        #expect(Hashing.sha256(message.bytes(nonce: nonce)) == vector["sha256"].bytes)
        let seal = message.seal(of: nonce)
        #expect(seal == vector.seal("seal"))
        #expect(seal.number(.big) == vector["seal_as_int_be"].uint256)
        #expect(seal.number(.little) == vector["seal_as_int_le"].uint256)
        for verdict in vector["verdicts"].cases { try expectVerdict(verdict, of: seal) }
    }

    @Test("seals at the edge of a difficulty", arguments: file.cases("edge_seals"))
    func edgeSeals(_ vector: Vector) throws {
        guard vector["difficulty"].uint256 != 0 else {
            // A chain would accept any seal then. No search could have an end, so there is no such target here.
            #expect(throws: ProofOfWorkError(.zeroDifficulty, "")) { try SealTarget(difficulty: 0, order: .big) }
            return
        }
        try expectVerdict(vector, of: vector.seal("seal"))
    }

    @Test("difficulties packed for Python's shared memory", arguments: file.cases("difficulty_packing"))
    func packing(_ vector: Vector) {
        let packed = PackedDifficulty(vector["difficulty"].uint64)
        #expect(packed == PackedDifficulty(high: UInt32(vector["high"].uint64), low: UInt32(vector["low"].uint64)))
        #expect(packed.difficulty == vector["unpacked"].uint64)
    }

    @Test("solved puzzles, found again from shortly before", arguments: file.cases("solved"))
    func solved(_ vector: Vector) async throws {
        for (order, suffix) in [(SealByteOrder.big, "be"), (.little, "le")] {
            let puzzle = try vector.registerPuzzle(order)
            let nonce = vector["first_\(suffix)"].uint64
            #expect(try puzzle.solution(nonce: nonce).seal == vector.seal("seal_\(suffix)"))
            let start = max(vector["searched_from"].uint64, nonce - reach)
            let found = try await SealSearch(puzzle: puzzle, start: start, count: 2 * reach).firstSolution()
            #expect(found?.nonce == nonce)
        }
    }

    @Test("complete sets of solutions in a range", arguments: file.cases("searches"))
    func searches(_ vector: Vector) async throws {
        for (order, suffix) in [(SealByteOrder.big, "be"), (.little, "le")] {
            let puzzle = try vector.registerPuzzle(order)
            #expect(puzzle.blockAndHotkeyHash == vector.hash("block_and_hotkey_hash"))
            let expected = vector["solutions_\(suffix)"].list.map(\.uint64)
            try await expectCompleteSet(expected, of: puzzle, in: vector)
            guard let first = expected.first else { continue }
            #expect(first == vector["first_\(suffix)"].uint64)
            #expect(puzzle.seal(of: first) == vector.seal("seal_of_first_\(suffix)"))
        }
    }

    /// We judge by the chain's rule; Python's differs for the product 2^256 - 1 alone, which it refuses.
    private func expectVerdict(_ verdict: Vector, of seal: Seal) throws {
        let difficulty = verdict["difficulty"].uint256
        let rules = [(SealByteOrder.big, "chain_be", "python_client_be"), (.little, "chain_le", "python_rule_le")]
        for (order, chain, python) in rules {
            #expect(try SealTarget(difficulty: difficulty, order: order).accepts(seal) == verdict[chain].bool)
            let (product, overflow) = seal.number(order).multipliedReportingOverflow(by: difficulty)
            #expect((!overflow && product < .max) == verdict[python].bool)
        }
    }
}

#if DEBUG
    /// The C kernels are not optimised: look at the first and last nonces of each range, and near each solution.
    let rangeEnd: UInt64 = 6_000
    let reach: UInt64 = 1_000
#else
    let rangeEnd = UInt64.max
    let reach: UInt64 = 200_000
#endif

/// Expects a search of the vector's range, or in a debug build of both its ends, to find `expected` and nothing else.
func expectCompleteSet(_ expected: [UInt64], of puzzle: SealPuzzle, in vector: Vector) async throws {
    let from = vector["nonce_from"].uint64
    // The range may end at 2^64, which needs 65 bits.
    let count = vector["nonce_to_exclusive"].uint256 == UInt256(from) ? 0 : try lastNonce(of: vector) - from + 1
    let length = min(count, rangeEnd)
    for (start, length) in [(from, length), (from + (count - length), length)] {
        let found = try await SealSearch(puzzle: puzzle, start: start, count: length).solutions()
        let end = start + (length - 1)
        #expect(found.map(\.nonce) == expected.filter { (start...end).contains($0) })
    }
}

private func lastNonce(of vector: Vector) throws -> UInt64 {
    let end = vector["nonce_to_exclusive"].uint256
    let last = end.addingReportingOverflow(.max).partialValue
    return try #require(last.exactUInt64)
}

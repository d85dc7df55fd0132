// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import ProofOfWork

@Suite struct KernelTests {
    @Test("the portable kernel is always there, and the last")
    func dispatch() throws {
        #expect(SealKernel.available.last?.name == "portable")
        for kernel in SealKernel.available { #expect(try SealKernel.named(kernel.name) == kernel) }
        #expect(Set(SealKernel.available.map(\.name)).count == SealKernel.available.count)
        for kernel in SealKernel.available { #expect((1...64).contains(kernel.lanes)) }
    }

    @Test("a kernel either runs here or is missing, with what it needs")
    func missing() {
        let names = SealKernel.available.map(\.name) + SealKernel.missing.map(\.name)
        #expect(Set(names) == Set(SealKernel.needs.map(\.key)))
        #expect(names.count == SealKernel.needs.count)
    }

    @Test("an unknown kernel is refused with the names of those there are")
    func unknownKernel() throws {
        let error = #expect(throws: ProofOfWorkError.self) { try SealKernel.named("abacus\n") }
        #expect(error?.code == .unknownKernel)
        #expect(error?.reason.contains("portable") == true)
        #expect(error?.reason.contains("\n") == false)
    }

    @Test("every kernel finds what the reference finds", arguments: SealKernel.available, SealScheme.allCases)
    func matchesReference(_ kernel: SealKernel, _ scheme: SealScheme) async throws {
        // Counts that no number of lanes divides, and one that is more than the candidate buffer holds.
        for (index, start) in edgeNonces.enumerated() {
            for (order, count) in [(SealByteOrder.big, UInt64(45)), (.little, 67), (.little, 1)] {
                let puzzle = try samplePuzzle(scheme, seed: UInt8(index), order: order, difficulty: 4)
                let stride = scheme.nativeStride
                let search = try SealSearch(puzzle: puzzle, start: start, stride: stride, count: count, kernel: kernel)
                let expected = puzzle.referenceSolutions(start: start, stride: stride, count: count)
                #expect(try await search.solutions().map(\.nonce) == expected)
            }
        }
    }

    @Test("no candidate is lost when every nonce is one", arguments: SealKernel.available, SealScheme.allCases)
    func fullBuffer(_ kernel: SealKernel, _ scheme: SealScheme) throws {
        let walk = SealWalk(try samplePuzzle(scheme, difficulty: 1), kernel: kernel)
        let stride = scheme.nativeStride
        let start: UInt64 = .max - 70
        var nonces: [UInt64] = []
        while nonces.count < 1000 {
            let next = start &+ UInt64(nonces.count) &* stride
            let before = nonces.count
            let tried = walk.advance(from: next, stride: stride, count: UInt64(1000 - before)) { nonces.append($0) }
            #expect(Int(tried) == nonces.count - before)
            try #require(tried > 0)
        }
        #expect(nonces == (0..<1000).map { start &+ $0 &* stride })
    }

    @Test("the early reject compares 64 bits exactly", arguments: SealKernel.available, SealScheme.allCases)
    func thresholdEdges(_ kernel: SealKernel, _ scheme: SealScheme) throws {
        let message = try samplePuzzle(scheme, difficulty: 1).message
        for nonce in edgeNonces {
            for order in SealByteOrder.allCases {
                let top = message.seal(of: nonce).number(order).bigEndianBytes.prefix(8).reduce(0) {
                    $0 << 8 | UInt64($1)
                }
                for (threshold, isCandidate) in [(top - 1, false), (top, true), (top + 1, true)] {
                    let walk = SealWalk(message, order: order, threshold: threshold, kernel: kernel)
                    var found: [UInt64] = []
                    _ = walk.advance(from: nonce, stride: scheme.nativeStride, count: 1) { found.append($0) }
                    #expect(found == (isCandidate ? [nonce] : []))
                }
            }
        }
    }
}

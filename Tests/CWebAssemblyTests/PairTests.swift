// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Testing

@Suite("Two instructions in one")
struct PairTests {
    private static var states: [[UInt64]] {
        var numbers = Numbers(seed: 3)
        return [
            [40, 9, 1_000, 512, 24, 77],
            [numbers.next(), numbers.next(), numbers.next(), numbers.next() >> 50, numbers.next() >> 60, 1],
            [.max, 1 << 63, 0, 65_528, 4, 0],
            [1 << 31, numbers.next(), .max, 0xffff_fffc, 16, 0xffff_ffff],
        ]
    }

    /// What a call gives, as numbers; nil where it traps.
    private static func numbers(_ outcome: String) -> [UInt64]? {
        outcome.hasPrefix("trap") ? nil : outcome.split(separator: " ").compactMap { UInt64($0, radix: 16) }
    }

    @Test("do what each of them does alone, whatever stands behind whatever, and cost the same")
    func pairs() throws {
        var module = WasmModule()
        module.memory(1)
        module.global(.i32, .i32(1024))
        module.data(at: 0, (0..<1024).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        // What the piece with a call calls.
        module.function(nil, [.i64, .i32], [.i64], code: .localGet(1), [0xad], .localGet(0), .i64Add)
        let (first, second) = (Piece.firsts, Piece.seconds)
        let firsts = first.map { (piece: $0, function: $0.add(to: &module)) }
        let seconds = second.map { (piece: $0, function: $0.add(to: &module)) }
        let both = first.map { first in second.map { (first + $0).add(to: &module) } }
        let loaded = try Module(module.bytes)
        let (apart, together) = (try Instance(loaded), try Instance(loaded))
        // Each of two calls gets the results ready, and ends.
        let twice = UInt64(Piece.types.count + 1)
        var (ended, trapped) = (0, 0)
        for (first, functions) in zip(firsts, both) {
            for (second, function) in zip(seconds, functions) {
                for state in Self.states {
                    let between = apart.call(first.function, state, results: 6)
                    let cost = Instance.plentyOfFuel - apart.fuelLeft
                    let expected = Self.numbers(between).map { apart.call(second.function, $0, results: 6) } ?? between
                    let found = together.call(function, state, results: 6)
                    let comment: Comment = "\(first.piece.name); \(second.piece.name) of \(state)"
                    try #require(found == expected, comment)
                    guard !found.hasPrefix("trap") else {
                        trapped += 1
                        continue
                    }
                    ended += 1
                    let charge = cost + (Instance.plentyOfFuel - apart.fuelLeft) - twice
                    try #require(Instance.plentyOfFuel - together.fuelLeft == charge, comment)
                }
            }
            #expect(together.holds(Array(apart.memory)), "\(first.piece.name)")
        }
        #expect(ended > 20_000 && trapped > 1_000)
    }
}

/// What a function does between its parameters and its results, which are the same six locals: x, y and z of 64 bits,
/// then p, q and r of 32.
private struct Piece {
    static let types: [WasmType] = [.i64, .i64, .i64, .i32, .i32, .i32]
    private static let (x, y, z): (UInt32, UInt32, UInt32) = (0, 1, 2)
    private static let (p, q, r): (UInt32, UInt32, UInt32) = (3, 4, 5)

    let name: String
    private let code: [UInt8]

    private init(_ name: String, _ code: [UInt8]...) {
        self.name = name
        self.code = code.flatMap(\.self)
    }

    static func + (first: Piece, second: Piece) -> Piece {
        Piece("\(first.name); \(second.name)", first.code, second.code)
    }

    /// Adds itself as a function, and gives its number.
    func add(to module: inout WasmModule) -> UInt32 {
        let results = (0..<UInt32(Self.types.count)).flatMap { [UInt8].localGet($0) }
        return module.function(nil, Self.types, Self.types, code: code, results)
    }

    // MARK: Kinds

    private static func hex(_ opcode: UInt8) -> String { String(opcode, radix: 16) }

    /// An instruction on one operand or on two.
    private static func computing(_ opcode: UInt8, _ a: UInt32, _ b: UInt32? = nil, to d: UInt32) -> Piece {
        let second: [UInt8] = b.map { .localGet($0) } ?? []
        return Piece("\(d) = \(hex(opcode)) of \(a) \(b ?? a)", .localGet(a), second, [opcode], .localSet(d))
    }

    private static func constant(_ value: Int32, in wide: Bool) -> [UInt8] { wide ? .i64(Int64(value)) : .i32(value) }

    /// An instruction on an operand and a constant.
    private static func scaling(_ opcode: UInt8, _ a: UInt32, by value: Int32, to d: UInt32) -> Piece {
        let second = constant(value, in: types[Int(a)] == .i64)
        return Piece("\(d) = \(hex(opcode)) of \(a), \(value)", .localGet(a), second, [opcode], .localSet(d))
    }

    private static func load(_ opcode: UInt8, at a: UInt32, to d: UInt32) -> Piece {
        Piece("\(d) = load \(hex(opcode)) at \(a)", .localGet(a), .access(opcode, offset: 3), .localSet(d))
    }

    private static func store(_ opcode: UInt8, at d: UInt32, of a: UInt32) -> Piece {
        Piece("store \(hex(opcode)) at \(d) of \(a)", .localGet(d), .localGet(a), .access(opcode, offset: 5))
    }

    private static func move(_ load: UInt8, _ store: UInt8, to d: UInt32, from a: UInt32) -> Piece {
        Piece(
            "move \(hex(store)) to \(d) from \(a)", .localGet(d), .localGet(a), .access(load), .access(store, offset: 8)
        )
    }

    private static func copy(_ a: UInt32, to d: UInt32) -> Piece { Piece("\(d) = \(a)", .localGet(a), .localSet(d)) }

    private static func select(_ a: UInt32, _ b: UInt32, by c: UInt32, to d: UInt32) -> Piece {
        Piece("\(d) = select \(a) \(b) \(c)", .localGet(a), .localGet(b), .localGet(c), .select, .localSet(d))
    }

    private static func load64(ofSum a: UInt32, _ b: UInt32, to d: UInt32) -> Piece {
        Piece("\(d) = load at \(a) \(b)", .localGet(a), .localGet(b), .i32Add, .access(0x29, offset: 2), .localSet(d))
    }

    private static let i64Binary: [UInt8] = [0x7c, 0x7d, 0x7e] + Array(0x83...0x8a)
    private static let i32Binary: [UInt8] = [0x6a, 0x6b, 0x6c] + Array(0x71...0x78)
    private static let i64Comparisons: [UInt8] = Array(0x51...0x5a)
    private static let i32Comparisons: [UInt8] = Array(0x46...0x4f)
    private static let i32Loads: [UInt8] = [0x28] + Array(0x2c...0x2f)
    private static let i64Loads: [UInt8] = [0x29] + Array(0x30...0x35)
    private static let i32Stores: [UInt8] = [0x36, 0x3a, 0x3b]
    private static let i64Stores: [UInt8] = [0x37, 0x3c, 0x3d, 0x3e]

    // MARK: All of them

    /// Those that leave something in z, in r, in the global or in the memory.
    static var firsts: [Piece] {
        var pieces: [Piece] = []
        for opcode in i64Binary { pieces += [computing(opcode, x, y, to: z), scaling(opcode, x, by: 9, to: z)] }
        for opcode in i32Binary { pieces += [computing(opcode, p, q, to: r), scaling(opcode, p, by: 9, to: r)] }
        for opcode in i64Comparisons { pieces += [computing(opcode, x, y, to: r), scaling(opcode, x, by: 40, to: r)] }
        for opcode in i32Comparisons { pieces.append(computing(opcode, p, q, to: r)) }
        pieces += [computing(0x79, x, to: z), computing(0x7a, x, to: z), computing(0xa7, x, to: r)]
        pieces += [computing(0xac, p, to: z), computing(0x67, p, to: r)]
        for opcode in i32Loads { pieces.append(load(opcode, at: p, to: r)) }
        for opcode in i64Loads { pieces.append(load(opcode, at: p, to: z)) }
        for opcode in i32Stores { pieces.append(store(opcode, at: p, of: r)) }
        for opcode in i64Stores { pieces.append(store(opcode, at: p, of: z)) }
        pieces += [load64(ofSum: p, q, to: z), move(0x29, 0x37, to: q, from: p), move(0x2d, 0x3a, to: q, from: p)]
        pieces += [copy(x, to: z), copy(p, to: r), select(x, y, by: p, to: z)]
        pieces.append(Piece("store of 5", .localGet(p), .i32(5), .access(0x36)))
        pieces.append(Piece("z = 77", .i64(77), .localSet(z)))
        pieces.append(Piece("z = a wide number", .i64(0x1234_5678_9abc_def0), .localSet(z)))
        pieces.append(Piece("r = 40", .i32(40), .localSet(r)))
        pieces.append(Piece("z = half of x", .localGet(x), .i64(0xffff_ffff), [0x83], .localSet(z)))
        pieces.append(Piece("r = fixed", .i32(8), .access(0x28), .localSet(r)))
        pieces.append(
            Piece(
                "x, y, z = y, x, y", .localGet(y), .localGet(x), .localGet(y), .localSet(z), .localSet(y), .localSet(x))
        )
        pieces.append(
            Piece("r = global += 16", .globalGet(0), .i32(16), .i32Add, .localTee(r), .globalSet(0)))
        pieces.append(scaling(0x6a, p, by: 4, to: p) + scaling(0x6a, q, by: 8, to: q))
        return pieces
    }

    /// Those that take what a first one has left: as the first operand, as the second one, or not.
    static var seconds: [Piece] {
        var pieces: [Piece] = []
        for opcode in i64Binary {
            pieces += [computing(opcode, z, y, to: x), computing(opcode, y, z, to: x), computing(opcode, z, z, to: z)]
            pieces += [computing(opcode, x, y, to: y), scaling(opcode, z, by: 7, to: x)]
            pieces.append(Piece("x = \(hex(opcode)) of 7, z", .i64(7), .localGet(z), [opcode], .localSet(x)))
        }
        for opcode in i32Binary {
            pieces += [computing(opcode, r, q, to: p), computing(opcode, q, r, to: p), computing(opcode, p, q, to: q)]
            pieces.append(scaling(opcode, r, by: 7, to: p))
        }
        for opcode in i64Comparisons {
            pieces += [
                computing(opcode, z, y, to: p), computing(opcode, y, z, to: p), scaling(opcode, z, by: 0, to: p),
            ]
        }
        for opcode in i32Comparisons { pieces += [computing(opcode, r, q, to: p), computing(opcode, q, r, to: p)] }
        pieces += [computing(0x79, z, to: x), computing(0x7a, z, to: z), computing(0xa7, z, to: p)]
        pieces += [computing(0xac, r, to: x), computing(0x67, r, to: r)]
        for opcode in i32Loads { pieces += [load(opcode, at: r, to: p), load(opcode, at: p, to: p)] }
        for opcode in i64Loads { pieces += [load(opcode, at: r, to: x), load(opcode, at: p, to: x)] }
        for opcode in i32Stores { pieces += [store(opcode, at: p, of: r), store(opcode, at: r, of: q)] }
        for opcode in i64Stores { pieces += [store(opcode, at: p, of: z), store(opcode, at: r, of: z)] }
        pieces += [load64(ofSum: r, q, to: x), load64(ofSum: q, p, to: x)]
        pieces += [
            move(0x29, 0x37, to: q, from: r), move(0x2d, 0x3a, to: r, from: q), move(0x28, 0x36, to: q, from: p),
        ]
        pieces += [copy(z, to: x), copy(r, to: p), copy(z, to: x) + copy(x, to: y)]
        pieces += [select(y, z, by: r, to: x), select(z, y, by: p, to: x)]
        pieces.append(Piece("y = 5", .i64(5), .localSet(y)))
        pieces.append(Piece("y = a wide number", .i64(0x0f0f_0f0f_0f0f_0f0f), .localSet(y)))
        pieces.append(Piece("global = r", .localGet(r), .globalSet(0)))
        pieces.append(Piece("p = global", .globalGet(0), .localSet(p)))
        let one: [UInt8] = .i64(1) ++ .localSet(x)
        pieces.append(Piece("if r", .localGet(r), .when(nil, one)))
        pieces.append(Piece("if r < q", .localGet(r), .localGet(q), .i32LtU, .when(nil, one)))
        pieces.append(Piece("if z = 0", .localGet(z), [0x50], .when(nil, one)))
        pieces.append(Piece("call", .localGet(z), .localGet(r), .call(0), .localSet(x)))
        return pieces
    }
}

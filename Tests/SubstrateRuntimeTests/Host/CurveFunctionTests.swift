// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRuntime
import TestVectors
import Testing

@Suite("Host functions: BLS12-381")
struct CurveFunctionTests {
    private func run(_ name: String, _ arguments: [[UInt8]]) throws -> [UInt8]? {
        let answer = try HostProbe().run(
            "ext_host_calls_bls12_381_\(name)_version_1", arguments.map { .bytes($0) }, .packed)
        guard answer != [1] else { return nil }
        #expect(answer.first == 0)
        return try [UInt8](scale: Array(answer.dropFirst()))
    }

    private func list(_ items: [[UInt8]]) -> [UInt8] { UInt64(items.count).scaleEncoded + items.flatMap { $0 } }

    /// The points that both groups begin with, x and y from the most significant byte on.
    private static let first = hex(
        "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
        "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")
    private static let second = hex(
        "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e",
        "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
        "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be",
        "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801")

    private static func hex(_ numbers: String...) -> [UInt8] { (try? [UInt8](hex: numbers.joined())) ?? [] }

    /// Jacobian, with each number from its least significant byte on.
    private func jacobian(_ point: [UInt8], z: UInt8 = 1) -> [UInt8] {
        let half = point.count / 2
        var last = [UInt8](repeating: 0, count: half)
        last[0] = z
        return Array(point[..<half].reversed()) + point[half...].reversed() + last
    }

    @Test("Miller's loop and the final exponentiation make the pairing, of one pair and of several")
    func pairing() throws {
        let vector = VectorFile("timelock.json").cases("pairings")[0]
        let loop = try #require(try run("multi_miller_loop", [list([Self.first]), list([Self.second])]))
        let value = try run("final_exponentiation", [loop])
        #expect(value == vector["gt"].bytes)
        // A pairing of a point and of its negative make one.
        var negative = Self.first
        let modulus = Self.hex(
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab")
        var borrow = 0
        for place in (0..<48).reversed() {
            let difference = Int(modulus[place]) - Int(negative[48 + place]) - borrow
            borrow = difference < 0 ? 1 : 0
            negative[48 + place] = UInt8(truncatingIfNeeded: difference)
        }
        let both = try #require(
            try run("multi_miller_loop", [list([Self.first, negative]), list([Self.second, Self.second])]))
        let one = [1] + [UInt8](repeating: 0, count: 575)
        #expect(try run("final_exponentiation", [both]) == one)
        let infinity = [0x40] + [UInt8](repeating: 0, count: 95)
        #expect(try run("multi_miller_loop", [list([infinity]), list([Self.second])]) == one)
        #expect(try run("multi_miller_loop", [list([]), list([])]) == one)
    }

    @Test("Multiples of points are multiples, whatever their third coordinate")
    func multiples() throws {
        let order: [UInt64] = [
            0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805, 0x73ed_a753_299d_7d48,
        ]
        for (name, point) in [("mul_projective_g1", Self.first), ("mul_projective_g2", Self.second)] {
            let start = jacobian(point)
            let size = start.count / 3
            func times(_ base: [UInt8], _ factor: [UInt64]) throws -> [UInt8] {
                try #require(try run(name, [base, list(factor.map(\.scaleEncoded))]))
            }
            #expect(try times(start, [1]) == start && times(start, [1, 0, 0]) == start)
            let six = try times(try times(start, [2]), [3])
            #expect(try times(start, [6]) == six && six != start)
            #expect(try times(start, [order[0] + 6] + order[1...]) == six)
            let infinity =
                [1] + [UInt8](repeating: 0, count: size - 1) + [1] + [UInt8](repeating: 0, count: 2 * size - 1)
            #expect(try times(start, order) == infinity && times(start, []) == infinity)
            #expect(try times(infinity, [5]) == infinity)
        }
    }

    @Test("Bytes that are no numbers of the field, too few and too many items are told as an error")
    func refusals() throws {
        let beyond = [UInt8](repeating: 0xff, count: 576)
        #expect(try run("final_exponentiation", [beyond]) == nil)
        #expect(try run("final_exponentiation", [[UInt8](repeating: 0, count: 576)]) == nil)
        #expect(try run("final_exponentiation", [[1, 2, 3]]) == nil)
        #expect(try run("multi_miller_loop", [UInt64.max.scaleEncoded, list([])]) == nil)
        #expect(try run("multi_miller_loop", [list([Self.first]), [1, 0, 0]]) == nil)
        #expect(try run("mul_projective_g1", [Array(beyond[..<144]), list([])]) == nil)
        #expect(try run("mul_projective_g2", [Self.second, UInt64(9).scaleEncoded]) == nil)
    }
}

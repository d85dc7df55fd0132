// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstrateRPC
import Testing

/// Random documents and random damage, the same in every run.
@Suite("JSON, at random")
struct JSONFuzzTests {
    private func document(depth: Int, _ random: inout SeededNumbers) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return JSONValue(UInt64.random(in: .min ... .max, using: &random))
        case 3: return JSONValue(Int64.random(in: .min ... .max, using: &random))
        case 4: return .double(Double(bitPattern: .random(in: 0...0x7fe0_0000_0000_0000, using: &random)))
        case 5: return .string(text(&random))
        case 6:
            return .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in document(depth: depth - 1, &random) })
        default:
            let members = (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                (text(&random), document(depth: depth - 1, &random))
            }
            return .object(Dictionary(members) { $1 })
        }
    }

    private func text(_ random: inout SeededNumbers) -> String {
        let scalars = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7f : 0x10ffff), using: &random))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test("What is written is read back the same", arguments: 0..<20)
    func roundTrip(seed: Int) throws {
        var random = SeededNumbers(seed: UInt64(seed))
        for _ in 0..<50 {
            let value = document(depth: 6, &random)
            #expect(try JSONValue(parsing: value.serialized()) == value)
        }
    }

    @Test("Damaged documents are refused or read as something else, and what is read can be written", arguments: 0..<20)
    func damage(seed: Int) throws {
        var random = SeededNumbers(seed: UInt64(seed) &+ 1000)
        for _ in 0..<100 {
            var bytes = document(depth: 6, &random).serialized()
            for _ in 0..<Int.random(in: 1..<4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] =
                    Bool.random(using: &random) ? .random(in: 0...255, using: &random) : bytes[bytes.count / 2]
            }
            do throws(RPCError) {
                let value = try JSONValue(parsing: bytes)
                #expect(try JSONValue(parsing: value.serialized()) == value)
            } catch {
                #expect(error.code == .invalidJSON)
            }
        }
    }
}

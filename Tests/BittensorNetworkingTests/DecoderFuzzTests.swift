// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import SubstratePrimitives
import Testing

@testable import BittensorNetworking

/// Damaged and random input for the decoders that strangers reach. Seeds are fixed, so that a failure comes again.
@Suite("Random input")
struct DecoderFuzzTests {
    private static func damaged(_ bytes: [UInt8], _ generator: inout SeededNumbers) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[position] = .random(in: .min ... .max, using: &generator)
            case 1: bytes.remove(at: position)
            default: bytes.insert(.random(in: .min ... .max, using: &generator), at: position)
            }
        }
        return bytes
    }

    @Test("What the JSON parser accepts comes back from its own text", arguments: 0..<8)
    func json(_ seed: UInt64) throws {
        var generator = SeededNumbers(seed: seed)
        let text = #"{"a": [1, -2.5e3, "x\u00e9\n", {"b": null}, true], "c": 123456789012345678901234567890, "d": NaN}"#
        for _ in 0..<2_000 {
            let bytes = Self.damaged([UInt8](text.utf8), &generator)
            guard let value = try? PythonJSON(parsing: bytes) else { continue }
            let again = try PythonJSON(parsing: value.encoded(.python))
            #expect(again.encoded() == value.encoded())
        }
    }

    @Test("What the tensor reader accepts comes back from its own form", arguments: 0..<8)
    func tensors(_ seed: UInt64) throws {
        var generator = SeededNumbers(seed: seed)
        let tensor = try Tensor([1, 2, 3, 4, 5, 6] as [Int16], shape: [2, 3])
        for _ in 0..<2_000 {
            let buffer = Base64.encode(Self.damaged(tensor.messagePack, &generator))
            let json: PythonJSON = ["buffer": .text(buffer), "dtype": "int16", "shape": [0]]
            guard let read = try? Tensor(json: json), read.shape != [0] else { continue }
            #expect(try Tensor(json: read.json) == read)
        }
    }

    @Test("Headers never stop the reader but with an error", arguments: 0..<4)
    func headers(_ seed: UInt64) throws {
        var generator = SeededNumbers(seed: seed)
        let names = [
            "timeout", "total_size", "bt_header_axon_port", "bt_header_dendrite_nonce", "bt_header_input_obj_a",
        ]
        var accepted = 0
        for _ in 0..<5_000 {
            let name = String(
                decoding: Self.damaged([UInt8](names.randomElement(using: &generator)?.utf8 ?? "".utf8), &generator),
                as: UTF8.self)
            let value = String(decoding: Self.damaged([UInt8]("1_234.5e+6 inf".utf8), &generator), as: UTF8.self)
            if (try? SynapseHeaders([(name, value)])) != nil { accepted += 1 }
        }
        #expect(accepted > 0)
    }

    @Test("Python's text of a float reads back as the same float, with the shortest digits", arguments: 0..<4)
    func floats(_ seed: UInt64) {
        var generator = SeededNumbers(seed: seed)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: .random(in: .min ... .max, using: &generator))
            guard value.isFinite else { continue }
            let text = PythonText.float(value)
            #expect(Double(text) == value)
            #expect(text.contains(".") || text.contains("e"))
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import Testing

@Suite("Limits of the codec")
struct ScaleLimitTests {
    @Test("a count beyond the input is refused before anything is allocated")
    func hugeCount() {
        #expect(throws: ScaleError(.truncated, "")) { try [UInt32](scale: [0xfe, 0xff, 0xff, 0xff]) }
    }

    @Test("a type that contains itself ends at the depth limit, not on the stack")
    func endlessNesting() throws {
        let registry = TypeRegistry(types: [TypeDefinition(shape: .sequence(0))])
        let nested = [UInt8](repeating: 4, count: 100_000)
        #expect(throws: ScaleError(.tooDeep, "")) { try registry.decode(nested, as: 0) }
    }

    @Test("trailing bytes are refused")
    func trailing() {
        #expect(throws: ScaleError(.trailingBytes, "")) { try UInt16(scale: [1, 0, 0]) }
    }

    @Test("an unknown type id is refused by number")
    func unknownType() {
        #expect(throws: ScaleError(.unknownType, "")) { try TypeRegistry(types: []).decode([0], as: 7) }
    }

    @Test("numbers that do not fit are refused", arguments: [UInt64(65_536), .max])
    func outOfRange(number: UInt64) throws {
        var builder = TypeRegistryBuilder()
        let type = try builder.type("u16")
        let registry = builder.registry
        #expect(throws: ScaleError(.outOfRange, "")) { try registry.encode(.number(number), as: type) }
    }

    @Test("compact integers round-trip at every width", arguments: (0..<128).map { UInt128(1) << UInt128($0) })
    func compactWidths(value: UInt128) throws {
        for number in [value - 1, value, value + 1] {
            var writer = ScaleWriter()
            writer.write(compact: number)
            var reader = ScaleReader(writer.bytes)
            #expect(try reader.readCompact() == number)
            #expect(reader.remaining == 0)
        }
    }

    @Test("a compact integer in a longer form than it needs is refused for that", arguments: 2...17)
    func longerForms(length: Int) throws {
        // The largest value that a shorter form holds: 6, 14 and 30 bits, then whole bytes.
        let bits = length == 2 ? 6 : length <= 4 ? 14 : length == 5 ? 30 : 8 * (length - 2)
        let value = UInt128.max >> UInt128(128 - bits)
        let (mark, shift): (UInt128, UInt128) = length == 2 ? (1, 2) : length <= 4 ? (2, 2) : (3, 0)
        let body = length <= 4 ? value << shift | mark : value
        let tail = (0..<16).map { UInt8(truncatingIfNeeded: body >> UInt128(8 * $0)) }
        let bytes =
            length <= 4
            ? Array(tail.prefix(length == 2 ? 2 : 4)) : [UInt8((length - 5) << 2 | 3)] + tail.prefix(length - 1)
        var reader = ScaleReader(bytes)
        #expect(throws: ScaleError(.notCanonical, "")) { try reader.readCompact() }
    }

    @Test("a field that the type does not have is named")
    func strayField() throws {
        var builder = TypeRegistryBuilder()
        let byte = try builder.type("u8")
        let type = builder.define("S", as: .init(path: ["S"], shape: .composite([.init(name: "a", type: byte)])))
        let registry = builder.registry
        #expect(throws: ScaleError(.mismatch, "")) {
            try registry.encode(.record([.init("a", .number(UInt8(1))), .init("b", .none)]), as: type)
        }
    }
}

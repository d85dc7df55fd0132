// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import Testing

/// Types that a hostile node made up: they contain themselves, one another many times over, or nothing at all.
@Suite("Hostile type registries")
struct HostileRegistryTests {
    /// Type `n` holds type `n + 1` many times, the last one is empty.
    static let explosion: TypeRegistry = {
        var types: [TypeDefinition] = []
        for level in 0..<30 {
            let next = TypeID(UInt32(level + 1))
            types.append(TypeDefinition(shape: .tuple([TypeID](repeating: next, count: 16))))
        }
        return TypeRegistry(types: types + [TypeDefinition(shape: .tuple([]))])
    }()

    @Test("empty types that multiply end at the number of values")
    func explodingValues() {
        #expect(throws: ScaleError(.tooLarge, "")) { try Self.explosion.decode([], as: 0) }
    }

    @Test("arrays of arrays of nothing end at the number of values")
    func explodingArrays() {
        let types = (0..<4).map { TypeDefinition(shape: .array(count: 1000, TypeID(UInt32($0 + 1)))) }
        let registry = TypeRegistry(types: types + [TypeDefinition(shape: .tuple([]))])
        #expect(throws: ScaleError(.tooLarge, "")) { try registry.decode([UInt8](repeating: 0, count: 1000), as: 0) }
    }

    @Test("values that only wrap others end at the number of values")
    func wrappers() {
        // Five tuples of one around each byte.
        let shells = (1...5).map { TypeDefinition(shape: .tuple([TypeID(UInt32($0))])) }
        let types = shells + [TypeDefinition(shape: .primitive(.bool)), TypeDefinition(shape: .sequence(0))]
        let registry = TypeRegistry(types: types)
        let count = 200_000
        let bytes = Compact(UInt32(count)).scaleEncoded + [UInt8](repeating: 1, count: count)
        #expect(throws: ScaleError(.tooLarge, "")) { try registry.decode(bytes, as: 6) }
    }

    @Test("values that take no bytes may be many")
    func emptyElements() throws {
        var builder = TypeRegistryBuilder()
        let types = [try builder.type("[(); 3]"), try builder.type("Vec<()>")]
        let registry = builder.registry
        let three = ScaleValue.list([.list([]), .list([]), .list([])])
        #expect(try registry.decode([], as: types[0]) == three)
        #expect(try registry.decode([12], as: types[1]) == three)
        #expect(throws: ScaleError(.tooLarge, "")) { try registry.decode([254, 255, 255, 255], as: types[1]) }
    }

    @Test("names and emptiness of types that multiply are found in bounded time")
    func explodingNames() throws {
        #expect(Self.explosion.name(0).utf8.count < 1000)
        #expect(try !Self.explosion.isEmpty(0))
    }

    @Test("a struct that wraps itself is refused")
    func selfWrapping() {
        let registry = TypeRegistry(types: [
            TypeDefinition(shape: .composite([.init(name: nil, type: 0)])), TypeDefinition(shape: .compact(0)),
        ])
        for id: TypeID in [0, 1] {
            #expect(throws: ScaleError(.mismatch, "")) { try registry.decode([1, 2, 3], as: id) }
        }
    }

    @Test("an array of 2³⁰ elements is refused before memory is taken")
    func hugeArray() throws {
        var builder = TypeRegistryBuilder()
        let type = try builder.type("[u64; 1073741824]")
        let registry = builder.registry
        #expect(throws: ScaleError(.truncated, "")) { try registry.decode([1, 2, 3], as: type) }
        let bytes = try builder.type("[u8; 1073741824]")
        #expect(throws: ScaleError(.truncated, "")) { try builder.registry.decode([1, 2, 3], as: bytes) }
    }
}

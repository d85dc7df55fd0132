// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import Testing

@Suite("Structs read by layout or by field names")
struct RecordTests {
    struct Price: ScaleRecord, Equatable {
        let netuid: UInt16
        let rao: UInt64
        let isOpen: Bool?

        init(netuid: UInt16, rao: UInt64, isOpen: Bool?) {
            self.netuid = netuid
            self.rao = rao
            self.isOpen = isOpen
        }

        init(fields: inout some FieldSource) throws(ScaleError) {
            netuid = try fields.compact("netuid")
            rao = try fields.read("rao")
            isOpen = try fields.readIfPresent("is_open", as: Bool.self)
        }
    }

    /// A registry with one struct of these fields.
    private func registry(_ fields: KeyValuePairs<String, String>) throws -> (TypeRegistry, TypeID) {
        var builder = TypeRegistryBuilder()
        var members: [TypeDefinition.Field] = []
        for (name, type) in fields { members.append(.init(name: name, type: try builder.type(type))) }
        let id = builder.define("Price", as: .init(path: ["Price"], shape: .composite(members)))
        return (builder.registry, id)
    }

    @Test("the layout that the type declares is read straight")
    func sameLayout() throws {
        let (types, id) = try registry(["netuid": "Compact<u16>", "rao": "u64", "is_open": "bool"])
        #expect(Price.matches(id, in: types))
        let bytes: [UInt8] = [4, 7, 0, 0, 0, 0, 0, 0, 0, 1]
        #expect(try types.decode(bytes, as: id) == Price(netuid: 1, rao: 7, isOpen: true))
    }

    @Test("fields in another order, of another width, or too many are found by name")
    func otherLayout() throws {
        let (types, id) = try registry(["rao": "u32", "more": "Vec<u8>", "netuid": "Compact<u32>"])
        #expect(!Price.matches(id, in: types))
        let bytes: [UInt8] = [7, 0, 0, 0, 8, 1, 2, 4]
        #expect(try types.decode(bytes, as: id) == Price(netuid: 1, rao: 7, isOpen: nil))
    }

    @Test("a field that is missing is named")
    func missingField() throws {
        let (types, id) = try registry(["rao": "u64", "is_open": "bool"])
        let error = #expect(throws: ScaleError.self) {
            let _: Price = try types.decode([7, 0, 0, 0, 0, 0, 0, 0, 1], as: id)
        }
        #expect(error?.code == .mismatch)
        #expect(error?.reason.contains("'netuid'") == true)
    }

    @Test("a field that does not fit is named")
    func largeField() throws {
        let (types, id) = try registry(["netuid": "Compact<u32>", "rao": "u64"])
        let bytes: [UInt8] = [2, 0, 4, 0, 7, 0, 0, 0, 0, 0, 0, 0]
        let error = #expect(throws: ScaleError.self) { let _: Price = try types.decode(bytes, as: id) }
        #expect(error?.code == .outOfRange)
        #expect(error?.reason.contains("'netuid'") == true)
    }

    @Test("one field alone under a name is still a struct")
    func singleField() throws {
        struct Single: ScaleRecord {
            let bits: Int64
            init(fields: inout some FieldSource) throws(ScaleError) { bits = try fields.read("bits") }
        }
        let (types, id) = try registry(["bits": "i64"])
        #expect(Single.matches(id, in: types))
        let value: Single = try types.decode([255, 255, 255, 255, 255, 255, 255, 255], as: id)
        #expect(value.bits == -1)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@Suite("storage_keys.json")
struct StorageKeyTests {
    /// One runtime's metadata with the cases made from it.
    struct Group: Sendable {
        let metadata: RuntimeMetadata
        let vectors: Vector

        init(_ vectors: Vector) throws {
            let name = vectors["metadata"].string
            let bytes = VectorFile.bytes("metadata/" + name)
            metadata = name.contains("opaque") ? try RuntimeMetadata(optionOpaque: bytes) : try RuntimeMetadata(bytes)
            self.vectors = vectors
        }
    }

    static let groups = VectorFile("storage_keys.json").cases("groups")

    @Test("every key is the real one", arguments: groups, ["named", "every_item"])
    func keys(vectors: Vector, list: String) throws {
        let group = try Group(vectors)
        for vector in group.vectors[list].cases {
            let (pallet, item) = (vector["pallet"].string, vector["item"].string)
            let key = try group.metadata.storageKey(pallet, item, values: vector["params"].list.map(ScaleValue.init))
            #expect(key.hex == vector["key"].string, "\(pallet).\(item)")
            let hashers = try group.metadata.storage(pallet, item).hashers
            #expect(hashers.map { "\($0)".lowercased() } == vector["hashers"].list.map { $0.string.lowercased() })
        }
    }

    @Test("a typed address gives the same key")
    func typed() throws {
        let group = try Group(try #require(Self.groups.first))
        let account = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
        let address = StorageAddress<UInt16>("SubtensorModule", "Uids", UInt16(3), account)
        let key = try group.metadata.storageKey(address.pallet, address.item, keys: address.keys)
        let values: [ScaleValue] = [.number(UInt16(3)), .account(account)]
        #expect(try key == group.metadata.storageKey("SubtensorModule", "Uids", values: values))
    }

    @Test("too many keys and unknown items are refused")
    func refusals() throws {
        let group = try Group(try #require(Self.groups.first))
        #expect(throws: ClientError(.encoding, "")) {
            try group.metadata.storageKey("System", "Number", values: [.number(UInt8(1))])
        }
        #expect(throws: ClientError(.notInRuntime, "")) {
            try group.metadata.storageKey("System", "Numbers", keys: [])
        }
    }
}

extension ScaleValue {
    /// A JSON value of the vectors as a person would write it.
    init(_ vector: Vector) {
        switch vector {
        case .null: self = .none
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = value >= 0 ? .number(UInt64(value)) : .signed(Int128(value))
        case .number(let value): self = .text("\(value)")
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map(ScaleValue.init))
        case .object(let members):
            // A call inside a call.
            if let pallet = members["call_module"], let name = members["call_function"],
                let arguments = members["call_args"]
            {
                self = Call(pallet.string, name.string, members: Self.members(arguments)).value
            } else {
                self = .record(members.map { .init($0.key, ScaleValue($0.value)) })
            }
        }
    }

    static func members(_ vector: Vector) -> [Member] { vector.members.map { Member($0.key, ScaleValue($0.value)) } }
}

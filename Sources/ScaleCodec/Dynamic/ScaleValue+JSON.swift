// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText
import SubstratePrimitives

extension ScaleValue {
    /// The value as JSON.
    ///
    /// Integers beyond 2⁵³ are decimal strings, bytes are `0x…` hex, `None` is null and `Some(x)` is `x`, a variant is
    /// its name or an object with its name as the only key. Accounts are hex, because a value does not know that it is
    /// one: ``TypeRegistry/json(_:as:)`` does.
    public var json: String {
        var writer = JSONWriter(types: nil)
        writer.write(self, as: nil)
        return writer.text
    }
}

extension TypeRegistry {
    /// A value of type `id` as JSON, in the form of ``ScaleValue/json`` with accounts as SS58 addresses and units as null.
    public func json(_ value: ScaleValue, as id: TypeID) -> String {
        var writer = JSONWriter(types: self)
        writer.write(value, as: id)
        return writer.text
    }
}

private struct JSONWriter {
    /// Where types are looked up; without them, the value alone decides.
    let types: TypeRegistry?
    var text = ""

    /// Numbers beyond 2⁵³ lose digits in most JSON readers.
    private static let exactLimit = UInt256(UInt64(1) << 53)

    init(types: TypeRegistry?) { self.types = types }

    mutating func write(_ value: ScaleValue, as id: TypeID?) {
        let definition = id.flatMap { try? types?.type($0) }
        if let definition, case .composite(let fields) = definition.shape, let inner = TypeRegistry.newtype(fields) {
            if definition.name == "AccountId32", let account = value.account { return quote(account.ss58()) }
            return write(value, as: inner)
        }
        switch value {
        case .bool(let flag): text += flag ? "true" : "false"
        case .text(let string): quote(string)
        case .unsigned(let number): write(integer: number.description, isExact: number <= Self.exactLimit)
        case .signed(let number):
            write(integer: number.description, isExact: UInt256(number.magnitude) <= Self.exactLimit)
        case .bytes(let bytes): quote(bytes.hex)
        case .bits(let bits): quote("0b" + bits.map { $0 ? "1" : "0" }.joined())
        case .list(let values): write(values, shape: definition?.shape)
        case .record(let members):
            var types: [TypeID] = []
            if case .composite(let fields)? = definition?.shape { types = fields.map(\.type) }
            write(object: members, types)
        case .variant(let name, let members): write(variant: name, members, definition)
        }
    }

    private mutating func write(_ values: [ScaleValue], shape: TypeDefinition.Shape?) {
        var types: [TypeID] = []
        switch shape {
        case .sequence(let element)?, .array(_, let element)?:
            types = [TypeID](repeating: element, count: values.count)
        case .tuple(let elements)?: types = elements
        case .composite(let fields)?: types = fields.map(\.type)
        default: break
        }
        switch shape {
        case .tuple([])?, .composite([])?, .compact?: text += "null"
        default: write(list: values, types)
        }
    }

    private mutating func write(variant name: String, _ members: [ScaleValue.Member], _ definition: TypeDefinition?) {
        var types: [TypeID] = []
        if case .variant(let variants)? = definition?.shape {
            types = variants.first { $0.name == name }?.fields.map(\.type) ?? []
        }
        let isOption = definition.map { $0.name == "Option" } ?? true
        if isOption, name == "None", members.isEmpty {
            text += "null"
        } else if isOption, name == "Some", members.count == 1, !Self.isOption(members[0].value) {
            write(members[0].value, as: types.first)
        } else if members.isEmpty {
            quote(name)
        } else {
            text += "{"
            quote(name)
            text += ":"
            if members.contains(where: { $0.name != nil }) {
                write(object: members, types)
            } else if members.count == 1 {
                write(members[0].value, as: types.first)
            } else {
                write(list: members.map(\.value), types)
            }
            text += "}"
        }
    }

    private static func isOption(_ value: ScaleValue) -> Bool {
        switch value {
        case .variant("None", let members): members.isEmpty
        case .variant("Some", let members): members.count == 1
        default: false
        }
    }

    private mutating func write(list values: [ScaleValue], _ types: [TypeID]) {
        text += "["
        for (place, value) in values.enumerated() {
            if place > 0 { text += "," }
            write(value, as: place < types.count ? types[place] : nil)
        }
        text += "]"
    }

    private mutating func write(object members: [ScaleValue.Member], _ types: [TypeID]) {
        text += "{"
        for (place, member) in members.enumerated() {
            if place > 0 { text += "," }
            quote(member.name ?? "\(place)")
            text += ":"
            write(member.value, as: place < types.count ? types[place] : nil)
        }
        text += "}"
    }

    private mutating func write(integer digits: String, isExact: Bool) {
        if isExact { text += digits } else { quote(digits) }
    }

    private mutating func quote(_ string: String) { text += string.jsonQuoted }
}

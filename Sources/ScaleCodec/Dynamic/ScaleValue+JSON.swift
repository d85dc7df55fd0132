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
        var writer = JSONWriter(types: nil, form: .exact)
        writer.write(self, as: nil)
        return writer.text
    }
}

/// How values with a type are written as JSON.
package enum JSONForm: Sendable {
    /// As the chain has them: the bits of fixed-point numbers, and bytes as hex.
    case exact
    /// The same, with the number in decimal beside the bits.
    case annotated
    /// As people read them: fixed-point numbers in decimal, and bytes as text where they are text.
    case readable
}

extension TypeRegistry {
    /// A value of type `id` as JSON, in the form of ``ScaleValue/json`` with accounts as SS58 addresses and units as null.
    public func json(_ value: ScaleValue, as id: TypeID) -> String { json(value, as: id, form: .exact) }

    package func json(_ value: ScaleValue, as id: TypeID, form: JSONForm) -> String {
        var writer = JSONWriter(types: self, form: form)
        writer.write(value, as: id)
        return writer.text
    }
}

private struct JSONWriter {
    /// Where types are looked up; without them, the value alone decides.
    let types: TypeRegistry?
    let form: JSONForm
    var text = ""

    /// Numbers beyond 2⁵³ lose digits in most JSON readers.
    private static let exactLimit = UInt256(UInt64(1) << 53)

    init(types: TypeRegistry?, form: JSONForm) {
        self.types = types
        self.form = form
    }

    mutating func write(_ value: ScaleValue, as id: TypeID?) {
        let definition = id.flatMap { try? types?.type($0) }
        if form != .exact, let definition, let number = types?.fractionScale(definition)?.text(of: value) {
            if form == .readable { return quote(number) }
            if case .record(let members) = value {
                return write(object: members + [ScaleValue.Member("decimal", .text(number))], [])
            }
        }
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
        case .bytes(let bytes):
            var isText = false
            if form == .readable, case .sequence? = definition?.shape { isText = true }
            quote(isText ? bytes.printedText ?? bytes.hex : bytes.hex)
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
        // Runtime APIs give text as compact integers of one byte each.
        if form == .readable, case .sequence(let element)? = shape, let bytes = types?.bytes(values, as: element) {
            return quote(bytes.printedText ?? bytes.hex)
        }
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
        if form == .readable, definition?.name == "Data", name.hasPrefix("Raw"), members.count == 1,
            let text = members[0].value.bytes?.printedText
        {
            // What people write about themselves, or commit to, in a case for each length.
            quote(text)
        } else if isOption, name == "None", members.isEmpty {
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

extension TypeRegistry {
    /// The bytes that values of a compact type of one byte are.
    fileprivate func bytes(_ values: [ScaleValue], as element: TypeID) -> [UInt8]? {
        guard case .compact(let inner)? = (try? type(element))?.shape, (try? compactWidth(inner)) == 8 else {
            return nil
        }
        let bytes = values.compactMap { $0.uint64.map { UInt8(truncatingIfNeeded: $0) } }
        return bytes.count == values.count ? bytes : nil
    }
}

extension [UInt8] {
    /// The text that they are; nil for what is no UTF-8, or has characters that nobody sees.
    var printedText: String? {
        guard let text = String(validating: self, as: UTF8.self) else { return nil }
        let isPrinted = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n" || scalar == "\t" || scalar == "\r"
            case .unassigned, .privateUse, .surrogate: false
            default: true
            }
        }
        return isPrinted ? text : nil
    }
}

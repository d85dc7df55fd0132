// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

// Values on one line, for people.

extension WrittenForm {
    /// A value on one line: accounts as addresses, money with its unit, bytes as text where they are text, lists cut short.
    public func text(_ value: ScaleValue, as id: TypeID, called name: String, typeName: String? = nil) -> String {
        at(name, typeName: typeName).text(value, as: id)
    }

    /// Fields on one line: `netuid: 1, amount_staked: τ1.500000000`; those without a name stand alone.
    public func text(_ members: [ScaleValue.Member], of fields: [TypeDefinition.Field]) -> String {
        members.enumerated().map { place, member in
            let field = place < fields.count ? fields[place] : nil
            let text = field.map { at($0.name ?? "\(place)", typeName: $0.typeName).text(member.value, as: $0.type) }
            return (member.name.map { "\($0): " } ?? "") + (text ?? member.value.description)
        }.joined(separator: ", ")
    }

    func text(_ value: ScaleValue, as id: TypeID) -> String {
        guard place.depth < TypeRegistry.maximumDepth, let definition = try? types.type(id) else {
            return value.description
        }
        if let text = shorthands[id]?.text(value, self) { return text }
        if let number = types.fractionScale(definition)?.text(of: value) { return number }
        switch (definition.shape, value) {
        case (.composite, .list(let limbs)) where types.isWideInteger(definition): return Self.wide(limbs)
        case (.composite(let fields), _) where definition.name != "AccountId32":
            if let inner = TypeRegistry.newtype(fields) { return inside.text(value, as: inner) }
            return parts(value, of: fields)
        case (.composite, _): return value.account.map(spellings.name) ?? value.description
        case (.compact(let inner), _): return inside.text(value, as: inner)
        case (.variant(let variants), .variant(let name, let members)):
            return text(case: name, members, variants.first { $0.name == name }, definition)
        case (.tuple(let elements), .list(let values)):
            return "(" + zip(values, elements).map { at(0).text($0, as: $1) }.joined(separator: ", ") + ")"
        case (.sequence, .bytes(let bytes)): return Self.text(bytes, mayBeText: true)
        case (_, .bytes(let bytes)): return Self.text(bytes, mayBeText: false)
        case (.sequence(let element), .list(let values)), (.array(_, let element), .list(let values)):
            let shown = values.prefix(Self.mostElements).map { at(0).text($0, as: element) }
            let rest = values.count > shown.count ? ["… \(values.count - shown.count) more"] : []
            return "[" + (shown + rest).joined(separator: ", ") + "]"
        case (.primitive, .unsigned(let number)):
            if let money, let amount = number.exactUInt64 { return money.text(amount) }
            return "\(number)"
        default: return value.description
        }
    }

    private func parts(_ value: ScaleValue, of fields: [TypeDefinition.Field]) -> String {
        switch value {
        case .record(let members): "{\(text(members, of: fields))}"
        case .list(let values): values.isEmpty ? "()" : "(\(text(values.map { .init(nil, $0) }, of: fields)))"
        default: value.description
        }
    }

    private func text(
        case name: String, _ members: [ScaleValue.Member], _ variant: TypeDefinition.Variant?,
        _ definition: TypeDefinition
    ) -> String {
        guard let variant else { return ScaleValue.variant(name, members).description }
        if definition.name == "Option" {
            guard name == "Some", members.count == 1, variant.fields.count == 1 else { return "none" }
            return inside.text(members[0].value, as: variant.fields[0].type)
        }
        if definition.name == "MultiAddress", name == "Id", let account = members.first?.value.account {
            return spellings.name(account)
        }
        return members.isEmpty ? name : "\(name)(\(text(members, of: variant.fields)))"
    }

    private static func text(_ bytes: [UInt8], mayBeText: Bool) -> String {
        if mayBeText, !bytes.isEmpty, let text = bytes.printedText { return excerpt(text, limit: 2 * mostBytes) }
        guard bytes.count > mostBytes else { return bytes.hex }
        return "\([UInt8](bytes.prefix(mostBytes)).hex)… (\(bytes.count) bytes)"
    }

    private static func wide(_ limbs: [ScaleValue]) -> String {
        let bytes = limbs.flatMap { ($0.uint64 ?? 0).scaleEncoded }
        return (try? UInt256(scale: bytes)).map { "\($0)" } ?? "\(limbs)"
    }

    private static let mostBytes = 64
    private static let mostElements = 64
}

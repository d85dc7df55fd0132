// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

// What a type takes, in words and by an example that it does take.

extension WrittenForm {
    /// What an argument of a type takes, for people: as the end of a sentence.
    public func takes(_ id: TypeID, called name: String, typeName: String? = nil) -> String {
        at(name, typeName: typeName).takes(id)
    }

    /// A value of a type, as one writes it on a command line.
    public func example(of id: TypeID, called name: String, typeName: String? = nil) -> String {
        at(name, typeName: typeName).example(of: id)
    }

    func example(of id: TypeID) -> String { sample(of: id).description }

    // MARK: Words

    func takes(_ id: TypeID) -> String {
        if let shorthand = shorthands[id] { return shorthand.takes }
        guard place.depth < Self.deepestWords, let definition = try? types.type(id) else { return types.name(id) }
        switch definition.shape {
        case .composite(let fields): return takes(fields, definition, id)
        case .variant(let variants): return takes(variants, definition)
        case .sequence(let element):
            return isByte(element)
                ? "bytes as 0x hex, or a text" : "a list, each of which takes \(at(0).takes(element))"
        case .array(let count, let element):
            return isByte(element)
                ? "\(count) bytes as 0x hex" : "a list of \(count), each of which takes \(at(0).takes(element))"
        case .tuple(let elements):
            return elements.isEmpty
                ? "null" : "a list of \(elements.count): \(elements.map { at(0).takes($0) }.joined(separator: "; "))"
        case .primitive(let primitive): return takes(primitive)
        case .compact(let inner): return inside.takes(inner)
        case .bitSequence: return "bits as 0b and digits"
        }
    }

    private func takes(_ primitive: TypeDefinition.Primitive) -> String {
        switch primitive {
        case .bool: return "true or false"
        case .char: return "one character"
        case .string: return "a text"
        case .u8, .u16, .u32, .u64, .u128, .u256:
            if let money { return "an amount with its unit, or a whole number of \(money.smallest)" }
            let most = primitive.bitWidth <= 32 ? "\((UInt64(1) << UInt64(primitive.bitWidth)) - 1)" : nil
            return "a whole number" + (most.map { " from 0 to \($0)" } ?? " of \(primitive.bitWidth) bits")
        case .i8, .i16, .i32, .i64, .i128, .i256: return "a whole number of \(primitive.bitWidth) bits with its sign"
        }
    }

    private func takes(
        _ fields: [TypeDefinition.Field], _ definition: TypeDefinition, _ id: TypeID
    ) -> String {
        if let (scale, _, _) = types.fraction(definition) {
            switch scale {
            case .binary: return "a number with a point, or its bits as {\"bits\": 1}"
            case .decimal(let digits): return "a part of one with a point or %, or a whole number of 1/10^\(digits)"
            }
        }
        if definition.name == "AccountId32" { return spellings.accounts }
        if types.isWideInteger(definition) { return "a whole number of 256 bits" }
        if let inner = TypeRegistry.newtype(fields) { return inside.takes(inner) }
        let names = fields.compactMap(\.name)
        guard !names.isEmpty else { return inside.takes(tuple: fields.map(\.type)) }
        return "an object with \(names.joined(separator: ", "))"
    }

    private func takes(tuple elements: [TypeID]) -> String {
        elements.isEmpty ? "null" : "a list of \(elements.count): \(elements.map(takes).joined(separator: "; "))"
    }

    private func takes(_ variants: [TypeDefinition.Variant], _ definition: TypeDefinition) -> String {
        if definition.name == "Option", let some = variants.first(where: { $0.name == "Some" }), some.fields.count == 1
        {
            return "\(inside.takes(some.fields[0].type)), or none"
        }
        if definition.name == "MultiAddress" { return spellings.accounts }
        let names = variants.map { $0.fields.isEmpty ? $0.name : "{\"\($0.name)\": …}" }
        guard names.count > 1 else { return names.first ?? "nothing" }
        let shown = names.prefix(Self.mostNames).joined(separator: ", ")
        return "one of \(shown)" + (names.count > Self.mostNames ? " and \(names.count - Self.mostNames) more" : "")
    }

    /// Lists of lists of lists are described no further.
    private static let deepestWords = 6
    private static let mostNames = 24

    // MARK: Examples

    /// A value that the type takes.
    private func sample(of id: TypeID) -> WrittenValue {
        if let shorthand = shorthands[id] { return .text(shorthand.example) }
        guard place.depth < TypeRegistry.maximumDepth / 2, let definition = try? types.type(id) else { return .null }
        switch definition.shape {
        case .composite(let fields):
            switch types.fraction(definition)?.scale {
            case .binary?: return .number("0.5")
            case .decimal?: return .text("50%")
            case nil: break
            }
            if definition.name == "AccountId32" { return .text(Self.account) }
            if types.isWideInteger(definition) { return .number("1") }
            if let inner = TypeRegistry.newtype(fields) { return inside.sample(of: inner) }
            return sample(of: fields)
        case .variant(let variants):
            if definition.name == "Option", let some = variants.first(where: { $0.name == "Some" }),
                some.fields.count == 1
            {
                return inside.sample(of: some.fields[0].type)
            }
            if definition.name == "MultiAddress" { return .text(Self.account) }
            guard let first = variants.first(where: \.fields.isEmpty) ?? variants.first else { return .null }
            guard !first.fields.isEmpty else { return .text(first.name) }
            let form = at(first.name, typeName: nil)
            if first.fields.count == 1 {
                let form = form.at(first.fields[0].name ?? "0", typeName: first.fields[0].typeName)
                return .object([.init(first.name, form.sample(of: first.fields[0].type))])
            }
            return .object([.init(first.name, form.sample(of: first.fields))])
        case .sequence(let element): return isByte(element) ? .text("0x00") : .list([at(0).sample(of: element)])
        case .array(let count, let element):
            guard !isByte(element) else { return .text("0x" + String(repeating: "00", count: Int(min(count, 1024)))) }
            return .list([WrittenValue](repeating: at(0).sample(of: element), count: Int(min(count, 1024))))
        case .tuple(let elements): return elements.isEmpty ? .null : .list(elements.map { at(0).sample(of: $0) })
        case .primitive(let primitive): return sample(of: primitive)
        case .compact(let inner): return inside.sample(of: inner)
        case .bitSequence: return .text("0b1")
        }
    }

    private func sample(of primitive: TypeDefinition.Primitive) -> WrittenValue {
        switch primitive {
        case .bool: .bool(true)
        case .char: .text("a")
        case .string: .text("text")
        case .i8, .i16, .i32, .i64, .i128, .i256: .number("-1")
        case .u8, .u16, .u32, .u64, .u128, .u256: money.map { .text($0.example) } ?? .number("1")
        }
    }

    private func sample(of fields: [TypeDefinition.Field]) -> WrittenValue {
        guard fields.contains(where: { $0.name != nil }) else {
            return fields.isEmpty ? .null : .list(fields.map { inside.sample(of: $0.type) })
        }
        return .object(
            fields.map { field in
                let name = field.name ?? ""
                return .init(name, at(name, typeName: field.typeName).sample(of: field.type))
            })
    }

    /// Bob of the development accounts.
    private static let account = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
}

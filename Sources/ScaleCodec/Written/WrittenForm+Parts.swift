// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

// What has parts: fields by name, cases of enumerations, lists.

extension WrittenForm {
    /// The values of all fields, in their order, of which each is written once.
    ///
    /// - Parameter owner: what has the fields, as a refusal calls it.
    public func fields(
        _ members: [WrittenValue.Member], of fields: [TypeDefinition.Field], in owner: String
    ) throws(ScaleError) -> [ScaleValue.Member] {
        var written: [Int: WrittenValue] = [:]
        for member in members {
            guard let place = Self.place(of: member.name, among: fields.map { $0.name ?? "" }) else {
                let names = fields.compactMap(\.name)
                let nearest = NearestName.of(member.name, in: names).map { ", did you mean \($0)?" } ?? ""
                throw ScaleError(
                    .mismatch,
                    "\(owner) has no \(excerpt(member.name))\(nearest.isEmpty ? ":" : nearest) it takes "
                        + (names.isEmpty ? "nothing" : names.joined(separator: ", ")))
            }
            guard written.updateValue(member.value, forKey: place) == nil else {
                throw ScaleError(.mismatch, "\(owner) has \(fields[place].name ?? "") twice: give it once")
            }
        }
        var values: [ScaleValue.Member] = []
        for (place, field) in fields.enumerated() {
            let name = field.name ?? "\(place)"
            let form = at(name, typeName: field.typeName)
            guard let value = written[place] else {
                throw ScaleError(
                    .mismatch,
                    "\(owner) lacks \(name), which takes \(form.takes(field.type)): add \(name)=\(form.example(of: field.type))"
                )
            }
            values.append(.init(field.name, try form.value(value, as: field.type)))
        }
        return values
    }

    /// Where a name stands in a list: as it is, or else in another spelling.
    static func place(of name: String, among names: [String]) -> Int? {
        if let place = names.firstIndex(of: name) { return place }
        let wanted = name.comparable
        return wanted.isEmpty ? nil : names.firstIndex { $0.comparable == wanted }
    }

    // MARK: Enumerations

    func variant(
        _ written: WrittenValue, _ variants: [TypeDefinition.Variant], _ definition: TypeDefinition, _ id: TypeID
    ) throws(ScaleError) -> ScaleValue {
        if definition.name == "Option", let some = variants.first(where: { $0.name == "Some" && $0.fields.count == 1 })
        {
            return try option(written, of: some.fields[0].type)
        }
        let names = variants.map(\.name)
        let unfolded = try written.unfolded
        switch unfolded {
        case .word(let name), .text(let name):
            guard let place = Self.place(of: name, among: names) else { break }
            if variants[place].fields.isEmpty { return .variant(names[place], []) }
            guard definition.name != "MultiAddress" else { break }
            throw refusal(
                written, id,
                "which carries \(variants[place].fields.map { types.name($0.type) }.joined(separator: ", "))")
        case .object(let members) where members.count == 1:
            guard let place = Self.place(of: members[0].name, among: names) else { break }
            return .variant(names[place], try carried(members[0].value, variants[place], id))
        default: break
        }
        if definition.name == "MultiAddress", let place = Self.place(of: "Id", among: names) {
            return .variant(names[place], [.init(nil, .account(try account(unfolded, id)))])
        }
        // Text that people write about themselves: a case for each length.
        if definition.name == "Data", let text = unfolded.plain,
            let place = Self.place(of: "Raw\(text.utf8.count)", among: names)
        {
            return .variant(names[place], [.init(nil, .bytes([UInt8](text.utf8)))])
        }
        let word =
            if case .object(let members) = unfolded, members.count == 1 { members[0].name } else { written.plain }
        let nearest = word.flatMap { NearestName.of($0, in: names) }.map { "did you mean \($0)?" }
        throw refusal(written, id, nearest ?? "")
    }

    private func option(_ written: WrittenValue, of inner: TypeID) throws(ScaleError) -> ScaleValue {
        switch try written.isJSONObject ? written.unfolded : written {
        case .null: return .none
        case .word(let text) where ["none", "null"].contains(text.lowercased()): return .none
        case .object(let members) where members.count == 1 && members[0].name == "Some":
            return .variant("Some", try inside.value(members[0].value, as: inner))
        case .object(let members) where members.count == 1 && members[0].name == "None": return .none
        case let value: return .variant("Some", try optional.value(value, as: inner))
        }
    }

    /// What a case carries: one value, or its fields by name, or all of them in a list.
    private func carried(
        _ written: WrittenValue, _ variant: TypeDefinition.Variant, _ id: TypeID
    ) throws(ScaleError) -> [ScaleValue.Member] {
        let fields = variant.fields
        let form = at(variant.name, typeName: nil)
        if case .object(let members) = written, fields.contains(where: { $0.name != nil }),
            fields.count > 1 || members.count == 1 && members[0].name == fields.first?.name
        {
            return try form.fields(members, of: fields, in: form.name)
        }
        if fields.count == 1 {
            let inner = form.at(fields[0].name ?? "0", typeName: fields[0].typeName)
            return [.init(fields[0].name, try inner.value(written, as: fields[0].type))]
        }
        switch written {
        case .null where fields.isEmpty: return []
        case .list(let values) where values.count == fields.count:
            var members: [ScaleValue.Member] = []
            for (place, (field, value)) in zip(fields, values).enumerated() {
                let inner = form.at(field.name ?? "\(place)", typeName: field.typeName)
                members.append(.init(field.name, try inner.value(value, as: field.type)))
            }
            return members
        case .object(let members) where members.isEmpty && fields.isEmpty: return []
        default: throw form.refusal(written, id)
        }
    }

    // MARK: Lists

    func elements(
        _ written: WrittenValue, of element: TypeID, count: Int? = nil, as id: TypeID
    ) throws(ScaleError) -> [ScaleValue] {
        let values = try list(written, as: id, isParted: !takesText(element))
        guard count == nil || values.count == count else { throw refusal(written, id, "which are \(values.count)") }
        var read: [ScaleValue] = []
        for (place, value) in values.enumerated() { read.append(try at(place).value(value, as: element)) }
        return read
    }

    /// As many values as there are types.
    func parts(_ written: WrittenValue, of elements: [TypeID], as id: TypeID) throws(ScaleError) -> [ScaleValue] {
        if elements.isEmpty {
            switch try written.unfolded {
            case .null, .list([]), .object([]): return []
            case .word(let text) where ["", "()", "null", "none"].contains(text): return []
            default: throw refusal(written, id)
            }
        }
        let values = try list(written, as: id, isParted: !elements.contains(where: takesText))
        guard values.count == elements.count else { throw refusal(written, id, "which are \(values.count)") }
        var read: [ScaleValue] = []
        for (place, (value, element)) in zip(values, elements).enumerated() {
            read.append(try at(place).value(value, as: element))
        }
        return read
    }

    /// - Parameter isParted: whether commas part a word.
    private func list(_ written: WrittenValue, as id: TypeID, isParted: Bool) throws(ScaleError) -> [WrittenValue] {
        switch try written.unfolded {
        case .list(let values): return values
        case .word(let text) where isParted:
            let text = text.filter { $0 != " " }
            return text.isEmpty ? [] : text.split(separator: ",").map { .word(String($0)) }
        default: throw refusal(written, id)
        }
    }

    /// Whether a value may have commas of its own.
    private func takesText(_ id: TypeID) -> Bool {
        guard place.depth < TypeRegistry.maximumDepth, let definition = try? types.type(id) else { return true }
        switch definition.shape {
        case .primitive(.string), .primitive(.char), .bitSequence: return true
        case .primitive, .compact: return false
        case .variant: return shorthands[id] != nil
        case .composite(let fields):
            if definition.name == "AccountId32" || types.fraction(definition) != nil { return false }
            guard let inner = TypeRegistry.newtype(fields) else { return true }
            return inside.takesText(inner)
        case .array(_, let element): return !isByte(element)
        case .sequence, .tuple: return true
        }
    }
}

extension WrittenValue {
    /// Whether it is a word that begins like an object.
    fileprivate var isJSONObject: Bool {
        if case .word(let text) = self { text.hasPrefix("{") } else { false }
    }
}

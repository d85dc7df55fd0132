// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

extension RuntimeMetadata {
    /// What an event tells, on one line: `Balances.Transfer(from: 5Grw…, to: 5FHn…, amount: τ1.500000000)`. Dispatch errors are told
    /// by their names.
    public func text(_ event: ChainEvent, spelled spellings: Spellings = .plain) -> String {
        let name = "\(event.pallet).\(event.name)"
        guard !event.fields.isEmpty else { return name }
        let (form, fields) = (written(spellings), fields(of: event) ?? [])
        let parts = event.fields.enumerated().map { place, member in
            let label = member.name.map { "\($0): " } ?? ""
            guard place < fields.count else { return label + member.value.description }
            let field = fields[place]
            return label
                + form.text(
                    member.value, as: field.type, called: field.name ?? "\(place)", typeName: field.typeName)
        }
        return "\(name)(\(parts.joined(separator: ", ")))"
    }

    /// The fields of an event as JSON: an object where they have names, else a list.
    package func json(_ event: ChainEvent) -> String {
        let fields = fields(of: event) ?? []
        let values = event.fields.enumerated().map { place, member in
            place < fields.count
                ? types.json(member.value, as: fields[place].type, form: .annotated) : member.value.json
        }
        guard event.fields.contains(where: { $0.name != nil }) else { return "[\(values.joined(separator: ","))]" }
        let members = zip(event.fields, values).map { "\(ScaleValue.text($0.name ?? "").json):\($1)" }
        return "{\(members.joined(separator: ","))}"
    }

    /// The arguments of a call as JSON, by name: what ``call(_:spelled:)`` reads again.
    public func json(_ call: Call) -> String {
        let fields = fields(of: call)
        let members = call.arguments.enumerated().map { place, argument in
            let value =
                place < fields.count ? types.json(argument.value, as: fields[place].type) : argument.value.json
            return "\(ScaleValue.text(argument.name ?? "\(place)").json):\(value)"
        }
        return "{\(members.joined(separator: ","))}"
    }
}

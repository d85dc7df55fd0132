// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
import SubstratePrimitives

extension RuntimeMetadata {
    /// How values of this runtime are written by people, calls in other calls among them: as
    /// `System.remark(remark=0x01)`, as `{"call": "System.remark", "args": {…}}`, or encoded as `0x…`.
    public func written(_ spellings: Spellings = .plain) -> WrittenForm {
        var form = WrittenForm(types, spellings: spellings)
        form.shorthands[extrinsic.call] = WrittenForm.Shorthand(
            takes: "a call", example: "System.remark(remark=0x00)",
            read: { written, form throws(ScaleError) in try readCall(written, form)?.value },
            text: { value, form in Call(value).map { text($0, form) } })
        return form
    }

    // MARK: Calls

    /// The call of this name with these arguments, by name and as people write them.
    ///
    /// ```swift
    /// let call = try metadata.call(
    ///     named: "Balances.transfer_keep_alive", arguments: ["dest": "5FHneW46…", "value": 1_000_000])
    /// ```
    ///
    /// - Throws: `notInRuntime`; `invalidArgument` for an argument that is missing, unknown, given twice, or does not fit.
    public func call(
        named name: String, arguments: KeyValuePairs<String, WrittenValue>, spelled spellings: Spellings = .plain
    ) throws(ClientError) -> Call {
        try call(named: name, members: arguments.map { .init($0.key, $0.value) }, spelled: spellings)
    }

    /// The call of this name with these arguments.
    public func call(
        named name: String, members: [WrittenValue.Member], spelled spellings: Spellings = .plain
    ) throws(ClientError) -> Call {
        let call = try call(named: name)
        do {
            return try self.call(call, members, written(spellings))
        } catch {
            throw ClientError(.invalidArgument, error.reason)
        }
    }

    /// The call that was written as a whole: `System.remark(remark=0x01)`,
    /// `{"call": "System.remark", "args": {"remark": "0x01"}}`, or its encoding as `0x…`.
    public func call(_ written: WrittenValue, spelled spellings: Spellings = .plain) throws(ClientError) -> Call {
        do {
            if let call = try readCall(written, self.written(spellings)) { return call }
        } catch {
            throw ClientError(.invalidArgument, error.reason)
        }
        throw ClientError(
            .invalidArgument,
            "\(excerpt(written.description)) is no call: write System.remark(remark=0x01), or {\"call\": \"System.remark\", \"args\": {…}}"
        )
    }

    // MARK: Readings

    /// The encoded keys of a storage item, the first of them or all, as people write them.
    ///
    /// - Throws: `notInRuntime`; `encoding` for more keys than there are; `invalidArgument` for one that does not fit.
    public func encodeKeys(
        _ keys: [WrittenValue], of pallet: String, _ item: String, spelled spellings: Spellings = .plain
    ) throws(ClientError) -> [[UInt8]] {
        let types = try storage(pallet, item).keys
        guard keys.count <= types.count else {
            throw ClientError(.encoding, "\(pallet).\(item) has \(types.count) keys, not \(keys.count)")
        }
        let form = written(spellings)
        var encoded: [[UInt8]] = []
        for (place, (key, type)) in zip(keys, types).enumerated() {
            let name = types.count == 1 ? "the key of \(pallet).\(item)" : "key \(place + 1) of \(pallet).\(item)"
            encoded.append(try encode(key, as: type, called: name, form))
        }
        return encoded
    }

    /// What `state_call` takes for these arguments of a function, as people write them.
    public func encodeArguments(
        _ arguments: [WrittenValue], of api: String, _ method: String, spelled spellings: Spellings = .plain
    ) throws(ClientError) -> [UInt8] {
        let inputs = try runtimeMethod(api, method).inputs
        guard inputs.count == arguments.count else {
            let names = inputs.isEmpty ? "" : ": \(inputs.map(\.name).joined(separator: ", "))"
            throw ClientError(
                .encoding, "\(api)_\(method) takes \(inputs.count) arguments\(names); not \(arguments.count)")
        }
        let form = written(spellings)
        var encoded: [UInt8] = []
        for (input, argument) in zip(inputs, arguments) {
            encoded += try encode(argument, as: input.type, called: input.name, form)
        }
        return encoded
    }

    private func encode(
        _ written: WrittenValue, as type: TypeID, called name: String, _ form: WrittenForm
    ) throws(ClientError) -> [UInt8] {
        do {
            return try types.encode(try form.value(written, as: type, called: name), as: type)
        } catch {
            throw ClientError(.invalidArgument, error.reason)
        }
    }

    // MARK: Printed

    /// A call on one line: `System.remark(remark: 0x01)`.
    public func text(_ call: Call, spelled spellings: Spellings = .plain) -> String { text(call, written(spellings)) }

    private func text(_ call: Call, _ form: WrittenForm) -> String {
        "\(call)(\(form.text(call.arguments, of: fields(of: call))))"
    }

    /// The arguments of a call, by the type of all calls: also where pallets are not told, as in a proof.
    package func fields(of call: Call) -> [TypeDefinition.Field] {
        func cases(_ id: TypeID?) -> [TypeDefinition.Variant] {
            guard let id, case .variant(let cases)? = try? types.type(id).shape else { return [] }
            return cases
        }
        let pallet = cases(extrinsic.call).first { $0.name == call.pallet }
        return cases(pallet?.fields.first?.type).first { $0.name == call.name }?.fields ?? []
    }

    private func call(
        _ call: CallMetadata, _ members: [WrittenValue.Member], _ form: WrittenForm
    ) throws(ScaleError) -> Call {
        Call(call.pallet, call.variant.name, members: try form.fields(members, of: call.arguments, in: call.name))
    }

    /// The call that somebody wrote as a call; nil for what is written by the shape of its type.
    private func readCall(_ written: WrittenValue, _ form: WrittenForm) throws(ScaleError) -> Call? {
        if case .word(let hex) = written, hex.hasPrefix("0x") { return try decode(hex) }
        if case .text(let hex) = written, hex.hasPrefix("0x") { return try decode(hex) }
        guard let part = try WrittenCall(written) else { return nil }
        do {
            return try call(try call(named: part.name), part.arguments, form)
        } catch let error as ClientError {
            throw ScaleError(.mismatch, error.reason)
        } catch let error as ScaleError {
            throw error
        } catch {
            throw ScaleError(.mismatch, "\(error)")
        }
    }

    private func decode(_ hex: String) throws(ScaleError) -> Call {
        do {
            return try decodeCall(try [UInt8](hex: hex))
        } catch {
            throw ScaleError(
                .mismatch,
                "\(excerpt(hex)) is no call of this runtime: \((error as? ClientError)?.reason ?? "\(error)")")
        }
    }
}

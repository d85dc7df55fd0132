// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

extension RuntimeMetadata {
    /// The function `method` of the runtime API `api`; throws `notInRuntime` when there is none, which is so for every
    /// function in metadata of version 14.
    public func runtimeMethod(_ api: String, _ method: String) throws(ClientError) -> RuntimeAPIMetadata.Method {
        guard !apis.isEmpty else {
            throw ClientError(
                .notInRuntime, "\(api)_\(method) is not described by metadata of version 14: read version 15")
        }
        guard let found = apis.first(where: { $0.name == api })?.methods.first(where: { $0.name == method }) else {
            throw ClientError(.notInRuntime, "this runtime has no function \(api)_\(method)")
        }
        return found
    }

    /// Whether the runtime offers the function; nil when its metadata, of version 14, does not say.
    public func hasRuntimeMethod(_ api: String, _ method: String) -> Bool? {
        apis.isEmpty ? nil : (try? runtimeMethod(api, method)) != nil
    }

    // MARK: Typed

    /// Whether the runtime says how the answer of `call` is laid out: not where it hides it in a byte string, nor where it
    /// describes no such function.
    public func describesResult<Output>(of call: RuntimeCall<Output>) -> Bool {
        guard let output = try? runtimeMethod(call.api, call.method).output else { return false }
        return !isHidden(Output.self, in: output)
    }

    /// What `state_call` takes for `call`, after a check that this runtime's function takes as many arguments.
    ///
    /// Accounts go out as byte strings where the function takes those, as functions of spec 218 do. Metadata of version 14 lists
    /// no functions: there the arguments go out as they are, or as ``RuntimeCall/opaqueWhereUndescribed`` says.
    public func encodeArguments<Output>(of call: RuntimeCall<Output>) throws(ClientError) -> [UInt8] {
        guard !apis.isEmpty else {
            return call.arguments.flatMap { argument in
                (call.isOpaqueUndescribed ? argument.accountsAsByteStrings : nil) ?? argument.encoded
            }
        }
        let inputs = try runtimeMethod(call.api, call.method).inputs
        guard inputs.count == call.arguments.count else {
            throw ClientError(
                .encoding, "\(call) takes \(inputs.count) arguments on this runtime, not \(call.arguments.count)")
        }
        return zip(inputs, call.arguments).flatMap { input, argument in argument.encoded(as: input.type, in: types) }
    }

    /// The result of `call` that `state_call` answered.
    ///
    /// Where this runtime lays the result out in another way than `Output`, its fields are found by name. Runtimes that
    /// hide a result inside a byte string, and metadata of version 14, which describes none, are read as `Output` is
    /// laid out.
    public func decode<Output>(_ answer: [UInt8], of call: RuntimeCall<Output>) throws(ClientError) -> Output {
        let method = apis.isEmpty ? nil : try runtimeMethod(call.api, call.method)
        return try reading("the answer of \(call)") { () throws(ScaleError) in
            if method.map({ isHidden(Output.self, in: $0.output) }) ?? call.isOpaqueUndescribed {
                return try Output(scale: [UInt8](scale: answer))
            }
            guard let method else { return try Output(scale: answer) }
            return try types.decode(answer, as: method.output)
        }
    }

    /// Whether a function that answers with type `id` hides in a byte string what is read as `Output`.
    private func isHidden<Output: ScaleConvertible>(_: Output.Type, in id: TypeID) -> Bool {
        !Output.matches(id, in: types) && [UInt8].matches(id, in: types)
    }

    // MARK: Dynamic

    /// What `state_call` takes for these arguments of a function.
    public func encodeArguments(
        _ values: [ScaleValue], of api: String, _ method: String
    ) throws(ClientError) -> [UInt8] {
        let inputs = try runtimeMethod(api, method).inputs
        guard inputs.count == values.count else {
            throw ClientError(.encoding, "\(api)_\(method) takes \(inputs.count) arguments, not \(values.count)")
        }
        var writer = ScaleWriter()
        for (input, value) in zip(inputs, values) {
            do {
                try types.encode(value, as: input.type, to: &writer)
            } catch {
                throw ClientError(
                    .encoding, "the argument '\(input.name)' of \(api)_\(method) does not fit: \(error.reason)")
            }
        }
        return writer.bytes
    }

    /// The result of a function that `state_call` answered.
    public func decodeResult(_ answer: [UInt8], of api: String, _ method: String) throws(ClientError) -> ScaleValue {
        let output = try runtimeMethod(api, method).output
        return try reading("the answer of \(api)_\(method)") { () throws(ScaleError) in
            try types.decode(answer, as: output)
        }
    }
}

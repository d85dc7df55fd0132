// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// A whole runtime as declarations, from which its metadata is made.
struct RuntimeDeclaration: Sendable {
    let pallets: [PalletDeclaration]
    /// The transaction extensions in order: name, type of what each adds to the extrinsic, type of what it adds to the
    /// signed payload.
    let extensions: [(name: String, extra: String, additional: String)]
    /// The runtime APIs: each one's name and functions.
    let runtimeAPIs: [RuntimeAPIDeclaration]

    /// The metadata and the id of the runtime's own type.
    func metadata() throws(ScaleError) -> (RuntimeMetadata, runtime: TypeID) {
        var builder = TypeRegistryBuilder()
        try Self.defineSystemTypes(&builder)
        try Self.defineSubtensorTypes(&builder)
        // Money is an integer that the chain's source calls so.
        try builder.alias("Balance", of: "u64")
        try builder.alias("Compact<Balance>", of: "Compact<u64>")
        try DrandPallet.defineTypes(&builder)
        try Self.defineActingTypes(&builder)
        // `RuntimeCall` holds the pallets' call types and is itself an argument of some calls: its id comes first.
        let callType = builder.reserve("RuntimeCall")
        var calls: [TypeID?] = []
        var events: [TypeID?] = []
        var errors: [TypeID?] = []
        for pallet in pallets {
            calls.append(try enumeration("Call", pallet, pallet.calls.map(\.shape), &builder))
            errors.append(try enumeration("Error", pallet, Self.withoutGaps(pallet.errors), &builder))
            events.append(try enumeration("Event", pallet, pallet.events, &builder))
        }
        builder.replace(callType, with: outer("RuntimeCall", calls))
        let eventType = builder.define("RuntimeEvent", as: outer("RuntimeEvent", events))
        let errorType = builder.define("RuntimeError", as: outer("RuntimeError", errors))
        try builder.defineEventRecord()
        var metadata: [PalletMetadata] = []
        for (place, pallet) in pallets.enumerated() {
            metadata.append(
                PalletMetadata(
                    name: pallet.name, index: pallet.index, storage: try storage(pallet, &builder), calls: calls[place],
                    event: events[place], error: errors[place], constants: try constants(pallet, &builder)))
        }
        let extrinsic = try extrinsic(&builder)
        let apis = try apis(&builder)
        let runtime = builder.define(
            "Runtime", as: TypeDefinition(path: ["localnet", "Runtime"], shape: .composite([])))
        return (
            RuntimeMetadata(
                types: builder.registry, pallets: metadata, extrinsic: extrinsic, apis: apis,
                outer: .init(call: callType, event: eventType, error: errorType)), runtime
        )
    }

    /// The Python clients find an error by its place in the list, not by its number: the numbers that this chain does not
    /// use are filled in.
    private static func withoutGaps(_ errors: [CaseDeclaration]) -> [CaseDeclaration] {
        guard let last = errors.map(\.index).max() else { return [] }
        return (0...last).map { index in
            errors.first { $0.index == index } ?? .error("_Unused\(index)", index, "Not used by the embedded chain.")
        }
    }

    private func enumeration(
        _ kind: String, _ pallet: PalletDeclaration, _ cases: [CaseDeclaration], _ builder: inout TypeRegistryBuilder
    ) throws(ScaleError) -> TypeID? {
        guard !cases.isEmpty else { return nil }
        var variants: [TypeDefinition.Variant] = []
        for item in cases {
            var fields: [TypeDefinition.Field] = []
            for field in item.fields {
                fields.append(.init(name: field.name, type: try builder.type(field.type), typeName: field.type))
            }
            variants.append(
                .init(name: item.name, fields: fields, index: item.index, docs: item.docs.isEmpty ? [] : [item.docs]))
        }
        let path = ["pallet_\(pallet.name.lowercased())", "pallet", kind]
        return builder.define("\(pallet.name)::\(kind)", as: TypeDefinition(path: path, shape: .variant(variants)))
    }

    /// The enumeration of all pallets' calls or events.
    private func outer(_ name: String, _ types: [TypeID?]) -> TypeDefinition {
        let variants = zip(pallets, types).compactMap { pallet, type in
            type.map { type in
                TypeDefinition.Variant(name: pallet.name, fields: [.init(name: nil, type: type)], index: pallet.index)
            }
        }
        return TypeDefinition(path: ["localnet", name], shape: .variant(variants))
    }

    private func storage(
        _ pallet: PalletDeclaration, _ builder: inout TypeRegistryBuilder
    ) throws(ScaleError) -> PalletMetadata.Storage? {
        guard !pallet.storage.isEmpty else { return nil }
        var items: [StorageMetadata] = []
        for item in pallet.storage {
            var keys: [TypeID] = []
            for key in item.keys { keys.append(try builder.type(key.type)) }
            var keyType = keys.first
            if keys.count > 1 {
                keyType = try builder.type("(\(item.keys.map(\.type).joined(separator: ", ")))")
            }
            items.append(
                StorageMetadata(
                    name: item.name, modifier: item.modifier, hashers: item.keys.map(\.hasher), keys: keys,
                    keyType: keyType, value: try builder.type(item.valueType), fallback: item.fallback))
        }
        return .init(prefix: pallet.name, items: items)
    }

    private func constants(
        _ pallet: PalletDeclaration, _ builder: inout TypeRegistryBuilder
    ) throws(ScaleError) -> [PalletMetadata.Constant] {
        var constants: [PalletMetadata.Constant] = []
        for item in pallet.constants {
            constants.append(.init(name: item.name, type: try builder.type(item.type), value: item.value))
        }
        return constants
    }

    private func apis(_ builder: inout TypeRegistryBuilder) throws(ScaleError) -> [RuntimeAPIMetadata] {
        var apis: [RuntimeAPIMetadata] = []
        for api in runtimeAPIs {
            var methods: [RuntimeAPIMetadata.Method] = []
            for function in api.functions {
                var inputs: [RuntimeAPIMetadata.Input] = []
                for input in function.inputs {
                    inputs.append(.init(name: input.name, type: try builder.type(input.type)))
                }
                methods.append(.init(name: function.name, inputs: inputs, output: try builder.type(function.output)))
            }
            apis.append(RuntimeAPIMetadata(name: api.name, methods: methods))
        }
        return apis
    }

    private func extrinsic(_ builder: inout TypeRegistryBuilder) throws(ScaleError) -> ExtrinsicMetadata {
        var items: [ExtrinsicMetadata.TransactionExtension] = []
        for item in extensions {
            items.append(
                .init(
                    identifier: item.name, extra: try builder.type(item.extra),
                    additionalSigned: try builder.type(item.additional)))
        }
        let (address, call) = (try builder.type("MultiAddress"), try builder.type("RuntimeCall"))
        let signature = try builder.type("MultiSignature")
        let extra = builder.define("Extra", as: TypeDefinition(shape: .tuple(items.map(\.extra))))
        let whole = builder.define(
            "UncheckedExtrinsic",
            as: TypeDefinition(
                path: ["sp_runtime", "generic", "unchecked_extrinsic", "UncheckedExtrinsic"],
                parameters: [
                    .init(name: "Address", type: address), .init(name: "Call", type: call),
                    .init(name: "Signature", type: signature), .init(name: "Extra", type: extra),
                ],
                shape: .composite([.init(name: nil, type: try builder.type("Vec<u8>"))])))
        return ExtrinsicMetadata(
            version: 4, address: address, call: call, signature: signature, extra: extra, extensions: items, type: whole
        )
    }
}

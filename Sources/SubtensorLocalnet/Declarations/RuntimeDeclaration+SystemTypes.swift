// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension RuntimeDeclaration {
    /// The types of the system that pallets name: weights, dispatch results, accounts, digests, signatures.
    ///
    /// Accounts come first: on real chains they are type 0, and the Python clients take that for granted.
    static func defineSystemTypes(_ builder: inout TypeRegistryBuilder) throws(ScaleError) {
        let account = builder.reserve("AccountId32")
        let bytes = TypeDefinition.Field(name: nil, type: try builder.type("[u8; 32]"))
        builder.replace(
            account, with: TypeDefinition(path: ["sp_core", "crypto", "AccountId32"], shape: .composite([bytes])))
        try builder.record(
            "Weight", ["sp_weights", "weight_v2"], ["ref_time": "Compact<u64>", "proof_size": "Compact<u64>"])
        try builder.cases("DispatchClass", ["frame_support", "dispatch"], ["Normal", "Operational", "Mandatory"])
        try builder.cases("Pays", ["frame_support", "dispatch"], ["Yes", "No"])
        try builder.record(
            "DispatchEventInfo", ["frame_system"],
            ["weight": "Weight", "class": "DispatchClass", "pays_fee": "Pays"])
        try builder.record(
            "RuntimeDispatchInfo", ["pallet_transaction_payment", "types"],
            ["weight": "Weight", "class": "DispatchClass", "partial_fee": "u64"])
        try builder.record(
            "InclusionFee", ["pallet_transaction_payment", "types"],
            ["base_fee": "u64", "len_fee": "u64", "adjusted_weight_fee": "u64"])
        try builder.record(
            "FeeDetails", ["pallet_transaction_payment", "types"],
            ["inclusion_fee": "Option<InclusionFee>", "tip": "u64"])
        let apis = TypeDefinition.Field(name: nil, type: try builder.type("Vec<([u8; 8], u32)>"))
        builder.define("APIVersions", as: TypeDefinition(path: ["Cow"], shape: .composite([apis])))
        let text = TypeDefinition.Field(name: nil, type: try builder.type("str"))
        builder.define("RuntimeName", as: TypeDefinition(path: ["Cow"], shape: .composite([text])))
        try builder.record(
            "RuntimeVersion", ["sp_version"],
            [
                "spec_name": "RuntimeName", "impl_name": "RuntimeName", "authoring_version": "u32",
                "spec_version": "u32",
                "impl_version": "u32", "apis": "APIVersions", "transaction_version": "u32", "system_version": "u8",
            ])
        try builder.record("ModuleError", ["sp_runtime"], ["index": "u8", "error": "[u8; 4]"])
        try builder.cases(
            "TokenError", ["sp_runtime"],
            [
                "FundsUnavailable", "OnlyProvider", "BelowMinimum", "CannotCreate", "UnknownAsset", "Frozen",
                "Unsupported", "CannotCreateHold", "NotExpendable", "Blocked",
            ])
        try builder.cases("ArithmeticError", ["sp_arithmetic"], ["Underflow", "Overflow", "DivisionByZero"])
        try builder.cases("TransactionalError", ["sp_runtime"], ["LimitReached", "NoLayer"])
        try builder.cases(
            "DispatchError", ["sp_runtime"],
            [
                "Other", "CannotLookup", "BadOrigin", "Module", "ConsumerRemaining", "NoProviders", "TooManyConsumers",
                "Token", "Arithmetic", "Transactional", "Exhausted", "Corruption", "Unavailable", "RootNotAllowed",
            ],
            carrying: [
                "Module": "ModuleError", "Token": "TokenError", "Arithmetic": "ArithmeticError",
                "Transactional": "TransactionalError",
            ])
        try builder.cases("Result", [], ["Ok", "Err"], carrying: ["Ok": "()", "Err": "DispatchError"])
        try builder.record(
            "AccountData", ["pallet_balances", "types"],
            ["free": "u64", "reserved": "u64", "frozen": "u64", "flags": "u128"])
        try builder.record(
            "AccountInfo", ["frame_system"],
            [
                "nonce": "u32", "consumers": "u32", "providers": "u32", "sufficients": "u32", "data": "AccountData",
            ])
        // Each of the 255 first bytes of a mortal era is a case of its own; the second byte is what it carries.
        let mortal = (1...255).map { "Mortal\($0)" }
        try builder.cases(
            "Era", ["sp_runtime", "generic", "era"], ["Immortal"] + mortal,
            carrying: Dictionary(uniqueKeysWithValues: mortal.map { ($0, "u8") }))
        try builder.cases("Mode", ["frame_metadata_hash_extension"], ["Disabled", "Enabled"])
        try builder.record("CheckMetadataHash", ["frame_metadata_hash_extension"], ["mode": "Mode"])
        try builder.defineTransactionValidity()
        try builder.cases(
            "MultiSignature", ["sp_runtime"], ["Ed25519", "Sr25519", "Ecdsa"],
            carrying: ["Ed25519": "[u8; 64]", "Sr25519": "[u8; 64]", "Ecdsa": "[u8; 65]"])
    }
}

extension TypeRegistryBuilder {
    /// Events with the phase of the block that they belong to; `RuntimeEvent` must be defined.
    mutating func defineEventRecord() throws(ScaleError) {
        try cases(
            "Phase", ["frame_system"], ["ApplyExtrinsic", "Finalization", "Initialization"],
            carrying: ["ApplyExtrinsic": "u32"])
        try record(
            "EventRecord", ["frame_system"], ["phase": "Phase", "event": "RuntimeEvent", "topics": "Vec<H256>"])
    }

    /// Defines a struct with named fields.
    mutating func record(
        _ name: String, _ module: [String], _ fields: KeyValuePairs<String, String>
    ) throws(ScaleError) {
        try record(name, module, fields.map { ($0.key, $0.value) })
    }

    /// Defines a struct from a list of fields that is made at run time; metadata may call it otherwise than declarations do.
    mutating func record(
        _ name: String, _ module: [String], _ fields: [(String, String)], called title: String? = nil
    ) throws(ScaleError) {
        var list: [TypeDefinition.Field] = []
        for (field, type) in fields { list.append(.init(name: field, type: try self.type(type), typeName: type)) }
        define(name, as: TypeDefinition(path: module + [title ?? name], shape: .composite(list)))
    }

    /// Defines an enumeration, numbered from 0, some of whose cases carry one value, or fields with names.
    mutating func cases(
        _ name: String, _ module: [String], _ names: [String], carrying: [String: String] = [:],
        withFields records: [String: KeyValuePairs<String, String>] = [:]
    ) throws(ScaleError) {
        var variants: [TypeDefinition.Variant] = []
        for (index, item) in names.enumerated() {
            var fields: [TypeDefinition.Field] = []
            if let type = carrying[item] { fields = [.init(name: nil, type: try self.type(type))] }
            for (field, type) in records[item] ?? [:] {
                fields.append(.init(name: field, type: try self.type(type), typeName: type))
            }
            variants.append(.init(name: item, fields: fields, index: UInt8(index)))
        }
        define(name, as: TypeDefinition(path: module + [name], shape: .variant(variants)))
    }

    /// Defines `BoundedVec` of an element, which is written as `Vec` is.
    mutating func bounded(_ element: String) throws(ScaleError) {
        let (type, list) = (try self.type(element), try self.type("Vec<\(element)>"))
        define(
            "BoundedVec<\(element)>",
            as: TypeDefinition(
                path: ["bounded_collections", "bounded_vec", "BoundedVec"], parameters: [.init(name: "T", type: type)],
                shape: .composite([.init(name: nil, type: list)])))
    }

    /// Defines a fixed-point number, with the type that says how many of its binary digits stand behind the point.
    mutating func fixedPoint(_ name: String, _ bits: String, fractionDigits: UInt) throws(ScaleError) {
        let fraction = binaryNumber(fractionDigits)
        let field = TypeDefinition.Field(name: "bits", type: try type(bits), typeName: bits)
        define(
            name,
            as: TypeDefinition(
                path: ["substrate_fixed", name], parameters: [.init(name: "Frac", type: fraction)],
                shape: .composite([field])))
    }

    /// A number as a type, as Rust's `typenum` has it: one struct for each binary digit.
    private mutating func binaryNumber(_ number: UInt) -> TypeID {
        guard number > 0 else { return digit("UTerm", "uint") }
        let name = "UInt\(number)"
        if let known = try? type(name) { return known }
        let (rest, last) = (binaryNumber(number / 2), digit(number % 2 == 0 ? "B0" : "B1", "bit"))
        return define(
            name,
            as: TypeDefinition(
                path: ["substrate_typenum", "uint", "UInt"],
                parameters: [.init(name: "U", type: rest), .init(name: "B", type: last)],
                shape: .composite([.init(name: "msb", type: rest), .init(name: "lsb", type: last)])))
    }

    private mutating func digit(_ name: String, _ module: String) -> TypeID {
        (try? type(name))
            ?? define(name, as: TypeDefinition(path: ["substrate_typenum", module, name], shape: .composite([])))
    }
}

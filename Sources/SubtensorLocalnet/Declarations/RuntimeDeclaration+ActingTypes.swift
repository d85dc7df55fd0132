// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension RuntimeDeclaration {
    /// The types of the pallets by which accounts act for others, as spec 343 has them.
    static func defineActingTypes(_ builder: inout TypeRegistryBuilder) throws(ScaleError) {
        try builder.cases("ProxyType", ["subtensor_runtime_common"], ProxyType.allCases.map(\.name))
        try builder.generic(
            "ProxyDefinition", ["pallet_subtensor_proxy"],
            ["AccountId": "AccountId32", "ProxyType": "ProxyType", "BlockNumber": "u32"],
            ["delegate": "AccountId32", "proxy_type": "ProxyType", "delay": "u32"])
        try builder.generic(
            "Announcement", ["pallet_subtensor_proxy"],
            ["AccountId": "AccountId32", "Hash": "H256", "BlockNumber": "u32"],
            ["real": "AccountId32", "call_hash": "H256", "height": "u32"])
        try builder.generic(
            "Timepoint", ["pallet_multisig"], ["BlockNumber": "u32"], ["height": "u32", "index": "u32"])
        try builder.generic(
            "Multisig", ["pallet_multisig"],
            ["BlockNumber": "u32", "Balance": "u64", "AccountId": "AccountId32"],
            [
                "when": "Timepoint", "deposit": "u64", "depositor": "AccountId32",
                "approvals": "BoundedVec<AccountId32>",
            ])
        for element in ["ProxyDefinition", "Announcement"] { try builder.bounded(element) }
    }
}

extension TypeRegistryBuilder {
    /// Defines a struct with named fields that the real chain has made of a generic one.
    fileprivate mutating func generic(
        _ name: String, _ module: [String], _ parameters: KeyValuePairs<String, String>,
        _ fields: KeyValuePairs<String, String>
    ) throws(ScaleError) {
        var types: [TypeDefinition.Parameter] = []
        for (parameter, type) in parameters { types.append(.init(name: parameter, type: try self.type(type))) }
        var list: [TypeDefinition.Field] = []
        for (field, type) in fields { list.append(.init(name: field, type: try self.type(type), typeName: type)) }
        define(name, as: TypeDefinition(path: module + [name], parameters: types, shape: .composite(list)))
    }
}

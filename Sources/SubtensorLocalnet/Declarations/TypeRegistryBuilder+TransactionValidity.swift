// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension TypeRegistryBuilder {
    /// What a runtime answers when it is asked whether an extrinsic is valid, from sp-runtime's `transaction_validity`.
    mutating func defineTransactionValidity() throws(ScaleError) {
        let module = ["sp_runtime", "transaction_validity"]
        try cases("TransactionSource", module, ["InBlock", "Local", "External"])
        try record(
            "ValidTransaction", module,
            [
                "priority": "u64", "requires": "Vec<Vec<u8>>", "provides": "Vec<Vec<u8>>", "longevity": "u64",
                "propagate": "bool",
            ])
        try cases(
            "InvalidTransaction", module,
            [
                "Call", "Payment", "Future", "Stale", "BadProof", "AncientBirthBlock", "ExhaustsResources", "Custom",
                "BadMandatory", "MandatoryValidation", "BadSigner", "IndeterminateImplicit", "UnknownOrigin",
            ], carrying: ["Custom": "u8"])
        try cases(
            "UnknownTransaction", module, ["CannotLookup", "NoUnsignedValidator", "Custom"], carrying: ["Custom": "u8"])
        try cases(
            "TransactionValidityError", module, ["Invalid", "Unknown"],
            carrying: ["Invalid": "InvalidTransaction", "Unknown": "UnknownTransaction"])
        // A `Result` with a name of its own, beside the one of dispatch.
        define(
            "TransactionValidity",
            as: TypeDefinition(
                path: ["Result"],
                shape: .variant([
                    .init(name: "Ok", fields: [.init(name: nil, type: try type("ValidTransaction"))], index: 0),
                    .init(
                        name: "Err", fields: [.init(name: nil, type: try type("TransactionValidityError"))], index: 1),
                ])))
    }
}

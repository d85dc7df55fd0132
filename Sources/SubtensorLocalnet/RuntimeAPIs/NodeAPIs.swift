// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// A runtime API: its name, its version and its functions.
struct RuntimeAPIDeclaration: Sendable {
    let name: String
    var version: UInt32 = 1
    let functions: [FunctionDeclaration]

    /// What `state_getRuntimeVersion` calls it: a hash of eight bytes.
    var id: [UInt8] { Hashing.blake2b64(Array(name.utf8)) }
}

/// The runtime APIs that every Substrate chain has.
enum NodeAPIs {
    static let declarations = [
        RuntimeAPIDeclaration(
            name: "Core", version: 5,
            functions: [
                FunctionDeclaration("version", output: "RuntimeVersion") { chain, _ in
                    LocalVersion(chain.rules).value
                }
            ]),
        RuntimeAPIDeclaration(
            name: "Metadata", version: 2,
            functions: [
                FunctionDeclaration("metadata", output: "Vec<u8>") { chain, _ in .bytes(chain.runtime.metadataBytes) },
                FunctionDeclaration("metadata_at_version", ["version": "u32"], output: "Option<Vec<u8>>") {
                    let versions = [UInt32(14): $0.runtime.metadataBytes, 15: $0.runtime.metadataBytes15]
                    return .optional(versions[try $1("version")].map { .bytes($0) })
                },
                FunctionDeclaration("metadata_versions", output: "Vec<u32>") { _, _ in .numbers([UInt32(14), 15]) },
            ]),
        RuntimeAPIDeclaration(
            name: "AccountNonceApi",
            functions: [
                FunctionDeclaration("account_nonce", ["account": "AccountId32"], output: "u32") {
                    .number($0.state[SystemPallet.account, try $1("account", as: AccountID.self)].nonce)
                }
            ]),
        RuntimeAPIDeclaration(
            name: "TransactionPaymentApi", version: 4,
            functions: [
                // The extrinsic stands as it is, without a byte count of its own.
                FunctionDeclaration(
                    "query_info", ["uxt": "UncheckedExtrinsic", "len": "u32"], output: "RuntimeDispatchInfo"
                ) { chain, call in
                    guard call.bytes.count > 4 else { throw TransactionFault.badFormat("the extrinsic is missing") }
                    return try chain.feeInfo(Array(call.bytes.dropLast(4)))
                },
                FunctionDeclaration(
                    "query_fee_details", ["uxt": "UncheckedExtrinsic", "len": "u32"], output: "FeeDetails"
                ) { chain, call in
                    guard call.bytes.count > 4 else { throw TransactionFault.badFormat("the extrinsic is missing") }
                    return try chain.feeDetails(Array(call.bytes.dropLast(4)))
                },
            ]),
    ]
}

extension Execution {
    /// `RuntimeDispatchInfo` of an extrinsic: weight, class, fee.
    func feeInfo(_ extrinsic: [UInt8]) throws(TransactionFault) -> ScaleValue {
        let extrinsic = try SignedExtrinsic(extrinsic, runtime: runtime)
        return .fields([
            "weight": Self.weightValue,
            "class": .variant("Normal", []), "partial_fee": .number(fee(of: extrinsic)),
        ])
    }

    /// `FeeDetails` of an extrinsic: what its fee is made of, if it has one.
    func feeDetails(_ extrinsic: [UInt8]) throws(TransactionFault) -> ScaleValue {
        let extrinsic = try SignedExtrinsic(extrinsic, runtime: runtime)
        let parts: ScaleValue = .fields([
            "base_fee": .number(Self.baseFee), "len_fee": .number(Self.lengthFee(extrinsic)),
            "adjusted_weight_fee": .number(UInt64(0)),
        ])
        return .fields(["inclusion_fee": .optional(isFree(extrinsic) ? nil : parts), "tip": .number(UInt64(0))])
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// What would come of an extrinsic, and what it would cost.
extension NodeRPC {
    static let trialMethods: [String: Method] = [
        "system_dryRun": dryRun, "system_dryRunAt": dryRun,
        "payment_queryInfo": { chain, parameters, _ async throws(RPCFault) in
            try await chain.fee(of: try parameters.bytes(0))
        },
        "payment_queryFeeDetails": { chain, parameters, _ async throws(RPCFault) in
            try await chain.feeDetails(of: try parameters.bytes(0))
        },
    ]

    private static let dryRun: Method = { chain, parameters, _ async throws(RPCFault) in
        .string(try await chain.trial(of: try parameters.bytes(0), at: try parameters.hash(1)).hex)
    }
}

extension Localnet {
    /// `ApplyExtrinsicResult` of an extrinsic in the next block, which is not made.
    ///
    /// - Parameter hash: a block whose state has to be there; the trial is after the newest.
    func trial(of bytes: [UInt8], at hash: Hash256? = nil) async throws(RPCFault) -> [UInt8] {
        _ = try state(at: hash, over: nil)
        return try await reading(at: nil) { state throws(RPCFault) in
            var block = try faulting { () throws(RuntimeFault) in try runtime.open(on: state, at: now) }
            do throws(TransactionFault) {
                // Ok(Ok(())) or Ok(Err(error))
                return try block.apply(bytes).failure.map { [0, 1] + $0 } ?? [0, 0]
            } catch {
                return error.refusal
            }
        }
    }

    /// What a fee is made of; null where there is none to pay.
    func feeDetails(of bytes: [UInt8]) async throws(RPCFault) -> JSONValue {
        let count = UInt32(clamping: bytes.count)
        let answer = try await runtimeCall(
            "TransactionPaymentApi_query_fee_details", bytes + count.scaleEncoded, at: nil)
        guard let details = try? FeeDetails(scale: answer) else {
            throw RPCFault(RuntimeFault.failed("TransactionPaymentApi_query_fee_details answers what is no FeeDetails"))
        }
        return details.json
    }

    func fee(of bytes: [UInt8]) async throws(RPCFault) -> JSONValue {
        let count = UInt32(clamping: bytes.count)
        let answer = try await runtimeCall("TransactionPaymentApi_query_info", bytes + count.scaleEncoded, at: nil)
        guard let info = try? DispatchInfo(scale: answer) else {
            throw RPCFault(
                RuntimeFault.failed("TransactionPaymentApi_query_info answers what is no RuntimeDispatchInfo"))
        }
        return info.json
    }
}

/// The runtime's `RuntimeDispatchInfo`: what an extrinsic weighs and costs.
private struct DispatchInfo: ScaleDecodable {
    let time: UInt64
    let proof: UInt64
    let kind: String
    let fee: UInt128

    init(from reader: inout ScaleReader) throws(ScaleError) {
        time = try Compact<UInt64>(from: &reader).value
        proof = try Compact<UInt64>(from: &reader).value
        let kinds = ["normal", "operational", "mandatory"]
        let number = Int(try reader.readByte())
        guard kinds.indices.contains(number) else {
            throw ScaleError(.mismatch, "there is no dispatch class \(number)")
        }
        kind = kinds[number]
        // Money has 8 bytes on some chains and 16 on others.
        fee = reader.remaining == 8 ? UInt128(try reader.readInteger(UInt64.self)) : try reader.readInteger()
    }

    var json: JSONValue {
        [
            "weight": ["ref_time": JSONValue(time), "proof_size": JSONValue(proof)],
            "class": .string(kind), "partialFee": .string(String(fee)),
        ]
    }
}

/// The runtime's `FeeDetails`: what a fee is made of, without the tip, which the extrinsic tells.
private struct FeeDetails: ScaleDecodable {
    /// For being included at all, for its length, for its weight; nil without a fee.
    let parts: [UInt128]?

    init(from reader: inout ScaleReader) throws(ScaleError) {
        guard try reader.readByte() == 1 else {
            try reader.skip(reader.remaining)
            parts = nil
            return
        }
        // Three amounts and the tip. Money has 8 bytes on some chains and 16 on others.
        let isShort = reader.remaining == 32
        var amounts: [UInt128] = []
        for _ in 0..<4 {
            amounts.append(isShort ? UInt128(try reader.readInteger(UInt64.self)) : try reader.readInteger())
        }
        parts = amounts.dropLast()
    }

    var json: JSONValue {
        guard let parts else { return ["inclusionFee": .null] }
        let names = ["baseFee", "lenFee", "adjustedWeightFee"]
        return [
            "inclusionFee": .object(
                Dictionary(uniqueKeysWithValues: zip(names, parts.map { JSONValue(UInt64(clamping: $0)) })))
        ]
    }
}

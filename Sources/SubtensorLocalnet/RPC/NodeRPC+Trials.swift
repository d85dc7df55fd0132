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
        _ = try await chain.stateNumber(try parameters.hash(1))
        return .string(await chain.trial(of: try parameters.bytes(0)).hex)
    }
}

extension Localnet {
    /// `ApplyExtrinsicResult` of an extrinsic in the next block, which is not made.
    func trial(of bytes: [UInt8]) -> [UInt8] {
        var execution = nextExecution()
        execution.beginBlock()
        do throws(TransactionFault) {
            var extrinsic = try SignedExtrinsic(bytes, runtime: runtime)
            try execution.validate(&extrinsic, genesisHash: genesisHash)
            guard extrinsic.nonce == execution.state[SystemPallet.account, extrinsic.signer].nonce else {
                throw TransactionFault.future
            }
            // Ok(Ok(())) or Ok(Err(error))
            return execution.apply(extrinsic, index: 1).map { [0, 1] + runtime.encodedError($0) } ?? [0, 0]
        } catch {
            return runtime.encodedRefusal(error)
        }
    }

    /// What a fee is made of; null where there is none to pay.
    func feeDetails(of bytes: [UInt8]) throws(RPCFault) -> JSONValue {
        do {
            let extrinsic = try SignedExtrinsic(bytes, runtime: runtime)
            guard !nextExecution().isFree(extrinsic) else { return ["inclusionFee": .null] }
            return [
                "inclusionFee": [
                    "baseFee": JSONValue(Execution.baseFee), "lenFee": JSONValue(Execution.lengthFee(extrinsic)),
                    "adjustedWeightFee": 0,
                ]
            ]
        } catch {
            throw error.rpcFault
        }
    }

    func fee(of bytes: [UInt8]) throws(RPCFault) -> JSONValue {
        do {
            let extrinsic = try SignedExtrinsic(bytes, runtime: runtime)
            return [
                "weight": [
                    "ref_time": JSONValue(Execution.callWeight.time),
                    "proof_size": JSONValue(Execution.callWeight.proof),
                ],
                "class": "normal",
                "partialFee": .string(String(nextExecution().fee(of: extrinsic))),
            ]
        } catch {
            throw error.rpcFault
        }
    }
}

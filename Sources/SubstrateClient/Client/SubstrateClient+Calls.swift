// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives
import SubstrateRPC

extension SubstrateClient {
    /// Runs a runtime API function on the node, such as `AccountNonceApi_account_nonce`, and returns its encoded result.
    public func runtimeCall(
        _ function: String, _ arguments: [UInt8] = [], at block: Hash256? = nil
    ) async throws(ClientError) -> [UInt8] {
        let params: [JSONValue] = [.string(function), .string(arguments.hex)] + Node.optional(block)
        guard let bytes = try await node.bytes("state_call", params) else {
            throw ClientError(.notInRuntime, "this runtime has no function \(function)")
        }
        return bytes
    }

    /// The nonce of the account's next extrinsic, those that wait in the pool counted in.
    public func nextNonce(of account: AccountID) async throws(ClientError) -> UInt32 {
        let answer = try await node.request("account_nextIndex", [.string(account.ss58())])
        guard let nonce: UInt32 = answer.integer() else {
            throw Node.malformed("account_nextIndex", "a number", answer)
        }
        return nonce
    }

    /// The fee that the runtime asks for an extrinsic, without its tip, in the chain's smallest unit.
    public func fee(of extrinsic: Extrinsic) async throws(ClientError) -> UInt128 {
        let length = UInt32(clamping: extrinsic.bytes.count)
        let answer = try await runtimeCall(
            "TransactionPaymentApi_query_info", extrinsic.bytes + length.scaleEncoded)
        // RuntimeDispatchInfo: weight (two compact integers), class (one byte), fee (the chain's balance type).
        let metadata = runtime.metadata
        let balance = try metadata.storage("Balances", "TotalIssuance").value
        return try reading("the fee") { () throws(ScaleError) in
            var reader = ScaleReader(answer)
            _ = try reader.readCompact()
            _ = try reader.readCompact()
            _ = try reader.readByte()
            let fee = try metadata.types.decode(balance, from: &reader)
            try reader.finish()
            guard let amount = fee.unsigned?.exactUInt128 else {
                throw ScaleError(.mismatch, "the chain's balance type is no integer")
            }
            return amount
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives
import SubstrateRPC

extension SubstrateClient {
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
        try await dispatchInfo(of: extrinsic).fee
    }

    /// What the runtime says of carrying an extrinsic out.
    public func dispatchInfo(of extrinsic: Extrinsic) async throws(ClientError) -> DispatchInfo {
        let length = UInt32(clamping: extrinsic.bytes.count)
        let answer = try await runtimeCall(
            "TransactionPaymentApi_query_info", extrinsic.bytes + length.scaleEncoded)
        // RuntimeDispatchInfo: weight (two compact integers), class (one byte), fee (the chain's balance type).
        let metadata = runtime.metadata
        let balance = try metadata.storage("Balances", "TotalIssuance").value
        return try reading("the fee") { () throws(ScaleError) in
            var reader = ScaleReader(answer)
            let weight = Weight(
                refTime: try Compact<UInt64>(from: &reader).value, proofSize: try Compact<UInt64>(from: &reader).value)
            _ = try reader.readByte()
            let fee = try metadata.types.decode(balance, from: &reader)
            try reader.finish()
            guard let amount = fee.unsigned?.exactUInt128 else {
                throw ScaleError(.mismatch, "the chain's balance type is no integer")
            }
            return DispatchInfo(weight: weight, fee: amount)
        }
    }
}

/// What carrying an extrinsic out takes.
public struct DispatchInfo: Hashable, Sendable {
    /// The work of it.
    public let weight: Weight
    /// The fee without tip, in the chain's smallest unit.
    public let fee: UInt128
}

/// How much work a call is for the nodes of a chain.
public struct Weight: Hashable, Sendable {
    /// Picoseconds of computing.
    public let refTime: UInt64
    /// Bytes of proof.
    public let proofSize: UInt64

    public init(refTime: UInt64, proofSize: UInt64) {
        self.refTime = refTime
        self.proofSize = proofSize
    }

    /// As an argument of a call.
    public var value: ScaleValue {
        .record([.init("ref_time", .number(refTime)), .init("proof_size", .number(proofSize))])
    }
}

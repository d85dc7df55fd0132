// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// `TaggedTransactionQueue`: whether the pool would take an extrinsic, asked without sending it.
enum TransactionQueueAPI {
    /// The function's name in `state_call`.
    static let validation = "TaggedTransactionQueue_validate_transaction"

    static let declaration = RuntimeAPIDeclaration(
        name: "TaggedTransactionQueue", version: 3,
        functions: [
            FunctionDeclaration(
                "validate_transaction",
                ["source": "TransactionSource", "tx": "UncheckedExtrinsic", "block_hash": "H256"],
                output: "TransactionValidity"
            ) { chain, arguments in
                let bytes: [UInt8] = try arguments("tx")
                return try chain.validity(of: bytes.scaleEncoded, on: try arguments("block_hash"))
            }
        ])
}

extension Execution {
    /// `TransactionValidity` of an extrinsic in the block after this one, whose hash the caller knows.
    func validity(of bytes: [UInt8], on hash: Hash256) throws(TransactionFault) -> ScaleValue {
        var next = Execution(runtime: runtime, block: block.advanced(by: 1), state: state)
        next.state[SystemPallet.blockHash, UInt32(clamping: block.rawValue)] = hash
        do {
            var extrinsic = try SignedExtrinsic(bytes, runtime: runtime)
            try next.validate(&extrinsic, genesisHash: next.state[SystemPallet.blockHash, UInt32(0)])
            return .variant("Ok", next.validTransaction(extrinsic))
        } catch {
            // A real runtime has no answer either to what it cannot read.
            guard error.isAboutValidity else { throw error }
            return .variant("Err", error.validityError)
        }
    }

    private func validTransaction(_ extrinsic: SignedExtrinsic) -> ScaleValue {
        func tag(_ nonce: UInt32) -> ScaleValue { .bytes(extrinsic.signer.bytes + nonce.scaleEncoded) }
        let isNext = extrinsic.nonce == state[SystemPallet.account, extrinsic.signer].nonce
        let end = extrinsic.era.death(current: block.rawValue)
        return .fields([
            "priority": .number(extrinsic.tip),
            "requires": .list(isNext ? [] : [tag(extrinsic.nonce &- 1)]),
            "provides": .list([tag(extrinsic.nonce)]),
            "longevity": .number(end.map { $0 - block.rawValue } ?? .max),
            "propagate": .bool(true),
        ])
    }
}

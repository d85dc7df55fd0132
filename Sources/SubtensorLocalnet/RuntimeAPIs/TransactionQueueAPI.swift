// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

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
    /// The block after this one, whose hash is known to it.
    func next(after hash: Hash256) -> Execution {
        var next = Execution(runtime: runtime, block: block.advanced(by: 1), state: state)
        next.state[SystemPallet.blockHash, UInt32(clamping: block.rawValue)] = hash
        let expired = block.rawValue.saturatingSubtracting(UInt64(SystemPallet.blockHashCount))
        if expired > 0 { next.state.remove(SystemPallet.blockHash, UInt32(clamping: expired)) }
        return next
    }

    /// The hash of block 0, which the chain never forgets.
    var genesisHash: Hash256 { state[SystemPallet.blockHash, UInt32(0)] }

    /// `TransactionValidity` of an extrinsic in the block after this one, whose hash the caller knows.
    fileprivate func validity(of bytes: [UInt8], on hash: Hash256) throws -> ScaleValue {
        let next = next(after: hash)
        let validity: [UInt8]
        do throws(TransactionFault) {
            var extrinsic = try SignedExtrinsic(bytes, runtime: runtime)
            try next.validate(&extrinsic)
            validity = [0] + next.validTransaction(extrinsic).scaleEncoded
        } catch {
            // A real runtime has no answer either to what it cannot read.
            guard error.validity != nil else { throw error }
            validity = error.refusal
        }
        guard let type = runtime.functions[TransactionQueueAPI.validation]?.method.output else {
            preconditionFailure("\(TransactionQueueAPI.validation) is declared above")
        }
        return try runtime.metadata.types.decode(validity, as: type)
    }

    /// What the pool hears of an extrinsic that `validate` let through.
    func validTransaction(_ extrinsic: SignedExtrinsic) -> ValidTransaction {
        let isNext = extrinsic.nonce == state[SystemPallet.account, extrinsic.signer].nonce
        let end = extrinsic.era.death(current: block.rawValue)
        return ValidTransaction(
            priority: extrinsic.tip,
            requires: isNext ? [] : [SignedExtrinsic.tag(extrinsic.signer, extrinsic.nonce &- 1)],
            provides: extrinsic.tags, longevity: end.map { $0 - block.rawValue } ?? .max)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC

/// A transaction that was signed elsewhere, found good for a chain as it is now.
public struct CheckedTransaction: Sendable {
    public let transaction: UnsignedTransaction
    public let extrinsic: Extrinsic
    /// What it does, by the chain's own metadata.
    public let call: Call
    /// What the runtime asks for it, without the tip, in the chain's smallest unit.
    public let fee: UInt128
    /// What to look for, once it may have left.
    public let trace: SubmissionTrace
}

extension SubstrateClient {
    /// Checks a transaction that was signed elsewhere: its chain and its runtime, its call, its place in the row of the
    /// account's extrinsics, its lifetime and its signature. Nothing is sent.
    ///
    /// - Throws: `wrongChain`, `changed` for another runtime, `invalidDocument` for bytes that do not mean what they say,
    ///   `wrongNonce`, `expired`, `signatureMismatch`; `outcomeUnknown` where it may have been sent already, and waits.
    public func check(
        _ transaction: UnsignedTransaction, signedWith signature: Signature
    ) async throws(ClientError) -> CheckedTransaction {
        let extrinsic = try transaction.signed(with: signature)
        let context = transaction.context
        guard context.genesisHash == genesisHash else {
            throw ClientError(
                .wrongChain,
                "the transaction is for the chain that begins with \(context.genesisHash), and this one begins with "
                    + "\(genesisHash): connect to the other one")
        }
        let state = try await state()
        async let asked = Result { () async throws(ClientError) in try await nextNonce(of: transaction.account) }
        let runtime = state.runtimeAfter
        try transaction.requireRuntime(runtime.version)
        let call = try transaction.call(by: runtime.metadata)
        let validity = try await validity(of: transaction, at: state.header)
        let trace = SubmissionTrace(
            hash: extrinsic.hash, signer: transaction.account, nonce: context.nonce, anchor: validity.anchor,
            lastBlock: validity.lastBlock, genesisHash: genesisHash)
        try await requireNonce(context.nonce, next: try await asked.get(), trace)
        if let failure = validity.failure { throw failure }
        return CheckedTransaction(
            transaction: transaction, extrinsic: extrinsic, call: call, fee: try await fee(of: extrinsic),
            trace: SubmissionTrace(
                hash: trace.hash, signer: trace.signer, nonce: trace.nonce, anchor: state.header.number,
                lastBlock: trace.lastBlock, genesisHash: genesisHash))
    }

    /// Sends a transaction that was signed elsewhere, once, and follows it until a block holds it or none can any more; see
    /// `submit(_:signedBy:options:)`. It is what it is: nothing is signed anew.
    public func submit(
        _ checked: CheckedTransaction, options: SubmissionOptions = SubmissionOptions()
    ) async throws(ClientError) -> IncludedExtrinsic {
        let signed = SignedTransaction(checked)
        try await keep(
            SignedConsignment(content: signed, carrier: nil), intent: options.intent ?? signed.hash.hex, options)
        options.onSigned?(signed.trace)
        return try await follow(signed, options).get(signed.trace)
    }

    /// Looks which of the blocks that are to come can take it.
    private func validity(
        of transaction: UnsignedTransaction, at head: BlockHeader
    ) async throws(ClientError) -> LateValidity {
        let era = transaction.context.era
        // Where it was prepared, as far as the document is to be believed: there it is looked for when its nonce is used.
        let start = min(transaction.anchor ?? head.number, head.number)
        guard era != .immortal else { return LateValidity(anchor: start, lastBlock: nil) }
        // The runtime reckons the lifetime from the block that is to hold it.
        let next = head.number.advanced(by: 1)
        let birth = era.birth(current: next.rawValue)
        let last = era.death(current: next.rawValue).map { BlockNumber($0 - 1) }
        let hash = birth > head.number.rawValue ? nil : try await blockHash(BlockNumber(birth))
        guard hash != transaction.context.eraBlockHash else { return LateValidity(anchor: start, lastBlock: last) }
        let told = transaction.lastBlock
        var validity = LateValidity(anchor: start, lastBlock: told)
        if let told, told < next {
            validity.failure = ClientError(
                .expired,
                "the last block that could take the transaction was \(told), and the newest is \(head.number): prepare it "
                    + "anew, for more blocks")
        } else {
            validity.failure = ClientError(
                .wrongChain,
                "the transaction is for blocks from \(transaction.context.eraBlockHash) on, which this chain does not have "
                    + "there: it was prepared on another chain, or on blocks that were given up")
        }
        return validity
    }

    /// That the transaction is the next of its account.
    private func requireNonce(
        _ nonce: UInt32, next: UInt32, _ trace: SubmissionTrace
    ) async throws(ClientError) {
        guard nonce != next else { return }
        guard nonce < next else {
            throw ClientError(
                .wrongNonce,
                "the transaction is number \(nonce) of \(trace.signer), whose next one is \(next): send those before it first"
            )
        }
        let what: String
        switch await states(of: [trace])[trace.hash] {
        case .succeeded(let block, _)?: what = "it was carried out in block \(block)"
        case .failed(let block, _, let reason)?: what = "it was carried out in block \(block), and failed: \(reason)"
        case .notIncludable?: what = "another one has used its place: prepare it anew"
        default:
            // It may be this very one that waits: whoever prepared it anew could pay twice.
            throw ClientError(
                .outcomeUnknown,
                "the transaction, or another one in its place, may wait for a block: do not prepare it anew before it is clear that no "
                    + "block holds it",
                submission: trace)
        }
        throw ClientError(
            .wrongNonce,
            "the transaction is number \(nonce) of \(trace.signer), whose next one is \(next): \(what); nothing was sent"
        )
    }
}

/// When a transaction that was prepared some time ago can be included.
private struct LateValidity {
    /// It is in no block up to this one.
    let anchor: BlockNumber
    let lastBlock: BlockNumber?
    /// Why no block takes it any more.
    var failure: ClientError?
}

extension UnsignedTransaction {
    fileprivate func requireRuntime(_ version: RuntimeVersion) throws(ClientError) {
        guard context.specVersion != version.specVersion || context.transactionVersion != version.transactionVersion
        else { return }
        throw ClientError(
            .changed,
            "the transaction is for runtime \(context.specVersion) (transaction version \(context.transactionVersion)), and the "
                + "chain runs \(version.specVersion) (\(version.transactionVersion)) now: prepare it anew")
    }
}

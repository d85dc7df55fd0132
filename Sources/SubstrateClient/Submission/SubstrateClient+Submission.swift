// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives
import SubstrateRPC

// MARK: Agreed to

extension SubstrateClient {
    /// Signs what was agreed to, sends it once, and follows it until a block holds it or none can any more.
    ///
    /// May be called any number of times at once for the same account. Where another program has used the planned nonce,
    /// the same intent is signed anew only after it is proved that the copy before can be in no block, and only as far as
    /// it is still what was agreed to.
    /// - Throws: errors with a `submission` say what is known of the extrinsic that was signed: `refused`, `notIncluded`,
    ///   `notFinalized`, `notSent`, `outcomeUnknown`. Without one, nothing was signed. An extrinsic that failed in its
    ///   block is no error: see `IncludedExtrinsic.failure`.
    public func submit(
        _ agreed: AgreedTransaction, signedBy signer: some Signer, options: SubmissionOptions = SubmissionOptions()
    ) async throws(ClientError) -> IncludedExtrinsic {
        var agreed = agreed
        var intent = options.intent
        var retries = options.nonceRetries
        while true {
            let count = agreed.transaction.carrier == nil ? 1 : 2
            let nonce = try await nonces.reserve(agreed.transaction.nonce, count: count, for: signer.accountID)
            let consignment: SignedConsignment
            do throws(ClientError) {
                consignment = try await self.consignment(agreed, by: signer, from: nonce)
                intent = intent ?? consignment.content.hash.hex
                try await keep(consignment, intent: intent ?? "", options)
            } catch {
                for place in 0..<UInt32(count) { await nonces.finish(nonce + place, of: signer.accountID, .free) }
                throw error
            }
            let trace = consignment.content.trace
            let outcome = await pursue(consignment, options)
            guard case .notIncludable(_, isNonceTaken: true) = outcome, retries > 0 else {
                return try outcome.get(trace)
            }
            retries -= 1
            do throws(ClientError) {
                agreed = try await renewed(agreed).agreed(under: agreed.agreement)
            } catch {
                throw error.code == .changed ? error : try unwrapped(outcome, trace)
            }
        }
    }

    /// The error that an outcome stands for.
    private func unwrapped(_ outcome: SubmissionOutcome, _ trace: SubmissionTrace) throws(ClientError) -> ClientError {
        do {
            _ = try outcome.get(trace)
        } catch {
            return error
        }
        return ClientError(.notIncluded, "it was not carried out", submission: trace)
    }

    /// The same transaction on top of the newest block, with the next nonce and the fee of now.
    private func renewed(_ agreed: AgreedTransaction) async throws(ClientError) -> PlannedTransaction {
        let old = agreed.transaction
        let state = try await state()
        let readiness = SigningReadiness(
            head: state.header, headHash: state.hash, runtime: state.runtimeAfter,
            nonce: try await nextNonce(of: old.signer),
            // Of another runtime the digest is another one, and the agreement does not hold any more.
            metadataDigest: state.runtimeAfter.version == old.runtime.version ? old.metadataDigest : nil)
        let plan = try await plan(old.call, for: old.signer, on: readiness, signing: old.signing)
        guard agreed.agreement.highestFee != nil else { return plan }
        return plan.costing(try await fee(of: plan))
    }
}

// MARK: Calls

extension SubstrateClient {
    /// Signs a call with the account's next nonce, sends it, and follows it to its outcome: for programs that agree to
    /// whatever they composed themselves; see `submit(_:signedBy:options:)`.
    public func include(
        _ call: Call, signedBy signer: some Signer, options: SubmissionOptions = SubmissionOptions()
    ) async throws(ClientError) -> IncludedExtrinsic {
        let plan = try await plan(call, for: signer.accountID, options: options.signing)
        return try await submit(plan.agreed(), signedBy: signer, options: options)
    }

    /// Composes what `signer` would sign on top of the newest block, for the runtime in force there.
    public func plan(
        _ call: Call, for signer: AccountID, options: SigningOptions = SigningOptions()
    ) async throws(ClientError) -> PlannedTransaction {
        async let asked = Result { () async throws(ClientError) in
            guard let nonce = options.nonce else { return try await nextNonce(of: signer) }
            return nonce
        }
        let state: ChainState
        if let anchor = options.anchor {
            state = try await self.state(of: anchor)
        } else {
            state = try await self.state()
        }
        let readiness = SigningReadiness(
            head: state.header, headHash: state.hash, runtime: state.runtimeAfter, nonce: try await asked.get(),
            metadataDigest: options.metadataHash)
        return try await plan(call, for: signer, on: readiness, signing: options)
    }

    /// The extrinsic of `call` signed by `keyPair`, and not sent.
    public func signed(
        _ call: Call, by keyPair: KeyPair, options: SigningOptions = SigningOptions()
    ) async throws(ClientError) -> SignedTransaction {
        try await plan(call, for: keyPair.accountID, options: options).agreed().signed(by: keyPair)
    }

    /// The extrinsic of `call` signed by `keyPair`, and not sent.
    ///
    /// Mortal for `period` blocks from the block `anchor` (the newest one, if nil), so that a copy that is never
    /// included dies; the nonce is the account's next one.
    public func sign(
        _ call: Call, by keyPair: KeyPair, period: UInt64 = 32, anchor: BlockHeader? = nil, tip: UInt128 = 0
    ) async throws(ClientError) -> Extrinsic {
        let options = SigningOptions(lifetime: .blocks(period), anchor: anchor, tip: tip)
        return try await signed(call, by: keyPair, options: options).extrinsic
    }
}

// MARK: Extrinsics

extension SubstrateClient {
    /// Submits an extrinsic and returns its hash as soon as the pool has taken it. Nothing follows it.
    ///
    /// It is submitted once: a lost connection is an error, because the node may have taken it.
    /// - Throws: `refused` when the pool does not take it.
    @discardableResult
    public func submit(_ extrinsic: Extrinsic) async throws(ClientError) -> Hash256 {
        let method = "author_submitExtrinsic"
        let hash = try await node.hash(method, [.string(extrinsic.bytes.hex)])
        guard hash == extrinsic.hash else {
            throw ClientError(
                .malformedAnswer, "the node took \(extrinsic.hash) under the hash \(hash?.hex ?? "null")")
        }
        return extrinsic.hash
    }

    /// Submits an extrinsic and hands out what the node says of it.
    ///
    /// - Throws: `refused` when the pool does not take it.
    public func watch(_ extrinsic: Extrinsic) async throws(ClientError) -> TransactionWatch {
        do {
            // A dozen states at most; none may be lost.
            let subscription = try await connection.subscribe(
                method: "author_submitAndWatchExtrinsic", params: [.string(extrinsic.bytes.hex)],
                unsubscribe: "author_unwatchExtrinsic", buffering: .oldest(64))
            return TransactionWatch(hash: extrinsic.hash, subscription: subscription)
        } catch {
            throw ClientError(error)
        }
    }

    /// Submits an extrinsic that was signed elsewhere and waits until the node tells of a block that holds it, or of a
    /// finalised one.
    ///
    /// - Throws: `refused` when the pool does not take it, `notIncluded` when it leaves the pool in another way,
    ///   `notFinalized` when its block is not finalised in time.
    public func submitAndWatch(
        _ extrinsic: Extrinsic, untilFinalized: Bool = false,
        onStatus: (@Sendable (TransactionStatus) async -> Void)? = nil
    ) async throws(ClientError) -> IncludedExtrinsic {
        for try await status in try await watch(extrinsic) {
            await onStatus?(status)
            switch status {
            case .inBlock(let block) where !untilFinalized: return try await outcome(of: extrinsic.hash, in: block)
            case .finalized(let block): return try await outcome(of: extrinsic.hash, in: block)
            case .finalityTimeout(let block):
                throw ClientError(.notFinalized, "its block \(block) was not finalised in time", lastStatus: status)
            default:
                if let loss = status.loss { throw ClientError(.notIncluded, loss, lastStatus: status) }
            }
        }
        throw ClientError(
            Task.isCancelled ? .cancelled : .connection,
            "the node stopped watching \(extrinsic.hash) before it was in a block")
    }
}

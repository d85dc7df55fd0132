// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What is signed for one intent: the extrinsic that serves it, and the one that carries that, if any does.
struct SignedConsignment: Sendable {
    /// What was agreed to.
    let content: SignedTransaction
    /// What is sent in its place.
    let carrier: SignedTransaction?

    /// What a node is given.
    var sent: SignedTransaction { carrier ?? content }
    /// All of it, in the order in which it must be known before anything leaves.
    var all: [SignedTransaction] { [content] + [carrier].compactMap { $0 } }
}

extension SubstrateClient {
    /// Signs what was agreed to for the nonces from this one on. What carries it has the first, so that no block can hold the content
    /// before.
    func consignment(
        _ agreed: AgreedTransaction, by signer: some Signer, from nonce: UInt32
    ) async throws(ClientError) -> SignedConsignment {
        guard let carrier = agreed.transaction.carrier else {
            return SignedConsignment(content: try await agreed.signed(by: signer, nonce: nonce), carrier: nil)
        }
        let content = try await agreed.signed(by: signer, nonce: nonce + 1)
        let call: Call
        do {
            call = try await carrier.call(content.extrinsic, self)
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.notSigned, "it cannot be \(carrier.name), and nothing was sent: \(error)")
        }
        let carrying = try agreed.transaction.carrying(call).agreed()
        return SignedConsignment(content: content, carrier: try await carrying.signed(by: signer, nonce: nonce))
    }

    /// Keeps in the journal what was signed.
    func keep(
        _ consignment: SignedConsignment, intent: String, _ options: SubmissionOptions
    ) async throws(ClientError) {
        for signed in consignment.all {
            let summary =
                signed.hash == consignment.content.hash ? options.summary : "carries \(consignment.content.hash)"
            do {
                try await options.journal?.keep(
                    SubmissionRecord(trace: signed.trace, intent: intent, call: signed.call, summary: summary))
            } catch {
                throw ClientError(
                    .notRecorded,
                    "what is sent is kept in a journal first, and that did not work; nothing was sent: \(error)")
            }
        }
    }

    /// Sends it, follows it, and notes in journal and nonces what became of it.
    func pursue(_ consignment: SignedConsignment, _ options: SubmissionOptions) async -> SubmissionOutcome {
        options.onSigned?(consignment.content.trace)
        let content = consignment.carrier == nil ? nil : consignment.content
        let outcome = await follow(consignment.sent, carrying: content, options)
        await free(consignment.sent, outcome)
        guard let content else { return outcome }
        let end = await outcomeOfContent(consignment, after: outcome, options)
        if let state = end.state { await options.journal?.note(state, of: content.hash) }
        await free(content, end)
        return end
    }

    /// Sends what was signed and kept, once, and follows it to its outcome, which the journal is told.
    func follow(
        _ signed: SignedTransaction, carrying content: SignedTransaction? = nil, _ options: SubmissionOptions
    ) async -> SubmissionOutcome {
        let observer = SubmissionObserver(signed, logger)
        observer.sends()
        let pursuit = Pursuit(client: self, signed: signed, content: content, options: options, observer: observer)
        let outcome = await pursuit.outcome()
        observer.ended(outcome)
        if let state = outcome.state { await options.journal?.note(state, of: signed.hash) }
        return outcome
    }

    private func free(_ signed: SignedTransaction, _ outcome: SubmissionOutcome) async {
        await nonces.finish(signed.nonce, of: signed.trace.signer, outcome.nonceEnd)
    }

    /// What became of what was carried. Whoever can open a carrier may carry its content out whatever became of the carrier itself, as
    /// long as the content lives: so a no is proved for it, too.
    private func outcomeOfContent(
        _ consignment: SignedConsignment, after carrier: SubmissionOutcome, _ options: SubmissionOptions
    ) async -> SubmissionOutcome {
        let reason: String
        switch carrier {
        // Nobody has seen it.
        case .notSent, .refused: return carrier
        case .unknown(_, isCancelled: true): return carrier
        case .included(let included):
            let name = "the extrinsic \(included.hash) that carries it"
            reason =
                included.failure.map { "\(name) failed in block \(included.blockNumber): \($0)" }
                ?? "\(name) is in block \(included.blockNumber), and it was not taken out there"
        case .notFinalized(let block): reason = "the block \(block) of what carries it was not final in time"
        case .notIncludable(let words, _), .unknown(let words, _): reason = words
        }
        let observer = SubmissionObserver(consignment.content, logger)
        let pursuit = Pursuit(
            client: self, signed: consignment.content, content: nil, options: options, observer: observer)
        let outcome = await pursuit.search(because: reason)
        observer.ended(outcome)
        if case .included(var content) = outcome, case .included(let carrier) = carrier {
            content.carrierEvents = carrier.events
            return .included(content)
        }
        // Where another program has used the carrier's nonce and both are dead, the same intent may be signed anew.
        guard case .notIncludable(let proof, _) = outcome, case .notIncludable(_, let isNonceTaken) = carrier else {
            return outcome
        }
        return .notIncludable(reason: proof, isNonceTaken: isNonceTaken)
    }
}

extension SubmissionOutcome {
    /// Whether a block holds the extrinsic, or a pool may; else its nonce is free.
    fileprivate var nonceEnd: NonceTracker.End {
        switch self {
        case .included, .notFinalized, .notIncludable(_, isNonceTaken: true): .inBlock
        case .unknown: .perhapsInPool
        case .notSent, .refused, .notIncludable: .free
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Synchronization

/// Offers solutions of one search to the chain, explains what it has against them, and counts the attempts.
///
/// The search offers one at a time. Nothing is asked between a seal and its submission: what a signature needs comes along
/// with each head.
final class WorkOffer: Sendable {
    /// What came of an offer.
    enum Answer: Sendable {
        case taken(IncludedExtrinsic)
        /// The hotkey is on the subnet already.
        case registered(uid: UInt16)
        /// Other work may do.
        case refused
    }

    /// What the offers so far have come to.
    private struct Progress {
        var attempts = 0
        /// The earliest block whose work can pass where the last offer failed.
        var earliest: BlockNumber = 0
        /// The nonce of an offer that a block may still hold: the next one takes it too, so that only one of them can ever
        /// be carried out.
        var openNonce: UInt32?
    }

    private let site: WorkSite
    private let signer: any Signer
    private let options: RegistrationOptions
    private let observer: WorkObserver
    private let state = Mutex(Progress())

    init(site: WorkSite, signer: any Signer, options: RegistrationOptions) throws(BittensorError) {
        guard options.maxAttempts > 0 else {
            throw BittensorError(.invalidOption, "the number of attempts must be at least 1")
        }
        self.site = site
        self.signer = signer
        self.options = options
        observer = WorkObserver(site)
    }

    /// Submits a solution and waits for what becomes of it.
    ///
    /// - Parameter readiness: what the newest head says about the signer; nil asks.
    /// - Throws: `refusedByChain` for a refusal that other work would meet as well, `attemptsUsedUp` after the last one.
    func make(_ solution: POWSolution, _ readiness: SigningReadiness?) async throws -> Answer {
        guard solution.blockNumber >= state.withLock({ $0.earliest }) else { return .refused }
        let ready: SigningReadiness
        if let readiness { ready = readiness } else { ready = try await site.readiness(of: signer.accountID) }
        try requireUnchangedRules(ready.runtime)
        let attempt = state.withLock { state in
            state.attempts += 1
            return state.attempts
        }
        observer.offers(solution, attempt: attempt)
        options.work.onNotice?(.offering(solution, attempt: attempt))
        await options.onProgress?(.submitting(solution, attempt: attempt))
        let included: IncludedExtrinsic
        do {
            included = try await submit(solution, ready)
            state.withLock { $0.openNonce = nil }
        } catch let error as ClientError
            where error.allowsOtherWork && !Task.isCancelled
            && (error.code != .outcomeUnknown || attempt < options.maxAttempts)
        {
            state.withLock { $0.openNonce = error.leavesNonceOpen ? error.submission?.nonce : nil }
            do {
                return try await answer(try await explain(error, solution), of: solution, error, attempt: attempt)
            } catch let later where error.leavesNonceOpen && !later.wasAfterSigning {
                // What a block may hold is not forgotten over what failed afterwards.
                throw error
            }
        }
        guard let failure = included.failure else {
            observer.isTaken(included)
            return .taken(included)
        }
        return try await answer(WorkRefusal(failure), of: solution, nil, attempt: attempt)
    }

    /// Why the solution was not taken; what was said of it, where the node cannot be asked for more.
    private func explain(_ error: ClientError, _ solution: POWSolution) async throws -> WorkRefusal {
        do {
            return try await site.explain(error, solution: solution)
        } catch let failure as ClientError where failure.mayPass {
            return WorkRefusal(pool: error)
        }
    }

    private func answer(
        _ refusal: WorkRefusal, of solution: POWSolution, _ error: ClientError?, attempt: Int
    ) async throws -> Answer {
        observer.isRefused(refusal, attempt: attempt)
        options.work.onNotice?(.refused(reason: refusal.reason, attempt: attempt))
        if refusal.meansRegistered, let uid = try await uid() { return .registered(uid: uid) }
        try await prepareForAnother(refusal, of: solution, error?.submission, after: attempt)
        return .refused
    }

    private func uid() async throws -> UInt16? {
        guard case .registration(let netuid) = site.purpose else { return nil }
        return try await site.subtensor.uid(of: site.keys.hotkey, on: netuid)
    }

    private func prepareForAnother(
        _ refusal: WorkRefusal, of solution: POWSolution, _ trace: SubmissionTrace?, after attempt: Int
    ) async throws {
        guard refusal.isWorthAnotherTry else {
            throw BittensorError(.refusedByChain, refusal.reason, submission: trace)
        }
        guard attempt < options.maxAttempts else {
            throw BittensorError(
                .attemptsUsedUp,
                "\(attempt) of \(options.maxAttempts) attempts failed, the last one: \(refusal.reason)",
                submission: trace)
        }
        // Work found before the refusal would meet the same one.
        let head = await newestBlock(atLeast: solution.blockNumber)
        state.withLock { $0.earliest = refusal.lastsUntilNextBlock ? head.advanced(by: 1) : head }
        await options.onProgress?(.retrying(reason: refusal.reason, attempt: attempt, of: options.maxAttempts))
    }

    /// The newest block, as far as the node tells.
    private func newestBlock(atLeast known: BlockNumber) async -> BlockNumber {
        guard let head = try? await site.subtensor.block() else { return known }
        return max(head, known)
    }

    /// A runtime upgrade in the middle of a search may change what the call does: look before sending.
    private func requireUnchangedRules(_ runtime: Runtime) throws {
        let (now, rules) = (try RulesOfWork(for: site.purpose, runtime: runtime), site.rules)
        guard now.call == rules.call, now.specVersion == rules.specVersion else {
            throw BittensorError(
                .unsuitableRules,
                "the chain's runtime changed from spec \(rules.specVersion) to \(now.specVersion) during the search; "
                    + "nothing was sent: start again")
        }
    }

    /// Submits a solution and follows it to its block, or until no block can take it any more.
    private func submit(_ solution: POWSolution, _ ready: SigningReadiness) async throws -> IncludedExtrinsic {
        var submission = options.submission
        submission.signing.lifetime = Self.lifetime
        submission.nonceRetries = 0
        // A hotkey is registered once, and it costs nothing: what matters is not to lose time.
        submission.trustsBestChain = true
        submission.blockTime = site.subtensor.blockTime
        submission.clock = options.work.clock
        submission.summary = "\(site.purpose) by work of block \(solution.blockNumber)"
        submission.intent = submission.intent ?? "\(site.purpose) of \(site.keys.hotkey)"
        let nonce = state.withLock { $0.openNonce }.map { min($0, ready.nonce) } ?? ready.nonce
        let readiness = SigningReadiness(
            head: ready.head, headHash: ready.headHash, runtime: ready.runtime, nonce: nonce,
            metadataDigest: ready.metadataDigest)
        let client = site.subtensor.client
        let plan = try await client.plan(
            Call.offering(solution, at: site), for: signer.accountID, on: readiness, signing: submission.signing)
        return try await client.submit(plan.agreed(), signedBy: signer, options: submission)
    }

    /// Dies with the work: no copy of it is of use later.
    private static let lifetime = SigningOptions.Lifetime.blocks(8)
}

extension ClientError {
    /// Whether other work may be offered: what was offered is out of the way, or the next offer takes its place.
    fileprivate var allowsOtherWork: Bool {
        switch code {
        case .notIncluded, .notSent: true
        default: leavesNonceOpen
        }
    }

    /// Whether a block may still hold what was offered.
    fileprivate var leavesNonceOpen: Bool {
        switch code {
        case .refused, .outcomeUnknown: true
        default: false
        }
    }
}

extension Call {
    /// The call that takes work.
    static func offering(_ solution: POWSolution, at site: WorkSite) -> Call {
        let block = ScaleValue.number(solution.blockNumber.rawValue)
        let proof: [ScaleValue.Member] = [
            .init("nonce", .number(solution.nonce)), .init("work", .bytes(solution.seal.bytes)),
        ]
        let hotkey = ScaleValue.Member("hotkey", .account(site.keys.hotkey))
        let members: [ScaleValue.Member] =
            switch (site.purpose, site.rules.scheme) {
            case (.faucet, _): [.init("block_number", block)] + proof
            case (.registration(let netuid), .register):
                [.init("netuid", .number(netuid.rawValue)), .init("block_number", block)] + proof
                    + [hotkey, .init("coldkey", .account(site.keys.coldkey))]
            case (.registration(let netuid), .powRegister):
                [.init("netuid", .number(netuid.rawValue)), .init("work_block", block)] + proof + [hotkey]
            }
        return Call("SubtensorModule", site.rules.call, members: members)
    }
}

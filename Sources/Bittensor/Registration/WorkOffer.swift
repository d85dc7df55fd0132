import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Synchronization

/// Offers solutions of one search to the chain, explains what it has against them, and counts the attempts.
///
/// The search offers one at a time.
final class WorkOffer: Sendable {
    /// What came of an offer.
    enum Answer: Sendable {
        case taken(IncludedExtrinsic)
        /// The hotkey is on the subnet already.
        case registered(uid: UInt16)
        /// Other work may do.
        case refused
    }

    private let site: WorkSite
    private let signer: KeyPair
    private let options: RegistrationOptions
    /// Offers so far, and the earliest block whose work can pass where the last one failed.
    private let state = Mutex<(attempts: Int, earliest: BlockNumber)>((0, 0))

    init(site: WorkSite, signer: KeyPair, options: RegistrationOptions) throws(BittensorError) {
        guard options.maxAttempts > 0 else {
            throw BittensorError(.invalidOption, "the number of attempts must be at least 1")
        }
        self.site = site
        self.signer = signer
        self.options = options
    }

    /// Submits a solution and waits for what becomes of it.
    ///
    /// - Throws: `refusedByChain` for a refusal that other work would meet as well, `attemptsUsedUp` after the last one.
    func make(_ solution: POWSolution) async throws -> Answer {
        guard solution.blockNumber >= state.withLock({ $0.earliest }) else { return .refused }
        try await requireUnchangedRules()
        let attempt = state.withLock { state in
            state.attempts += 1
            return state.attempts
        }
        await options.onProgress?(.submitting(solution, attempt: attempt))
        let included: IncludedExtrinsic
        do {
            included = try await submit(solution)
        } catch let error as ClientError where error.code == .refused || error.code == .notIncluded {
            return try await answer(try await site.explain(error, solution: solution), attempt: attempt)
        }
        guard let failure = included.failure else { return .taken(included) }
        return try await answer(Refusal(failure), attempt: attempt)
    }

    private func answer(_ refusal: Refusal, attempt: Int) async throws -> Answer {
        if refusal.meansRegistered, let uid = try await uid() { return .registered(uid: uid) }
        try await prepareForAnother(refusal, after: attempt)
        return .refused
    }

    private func uid() async throws -> UInt16? {
        guard case .registration(let netuid) = site.purpose else { return nil }
        return try await site.subtensor.uid(of: site.keys.hotkey, on: netuid)
    }

    private func prepareForAnother(_ refusal: Refusal, after attempt: Int) async throws {
        guard refusal.isWorthAnotherTry else { throw BittensorError(.refusedByChain, refusal.reason) }
        guard attempt < options.maxAttempts else {
            throw BittensorError(
                .attemptsUsedUp, "\(attempt) of \(options.maxAttempts) attempts failed, the last one: \(refusal.reason)"
            )
        }
        // Work found before the refusal would meet the same one.
        let head = try await site.subtensor.block()
        state.withLock { $0.earliest = refusal.lastsUntilNextBlock ? head.advanced(by: 1) : head }
        await options.onProgress?(.retrying(reason: refusal.reason, attempt: attempt, of: options.maxAttempts))
    }

    /// A runtime upgrade in the middle of a search may change what the call does: look again before sending.
    private func requireUnchangedRules() async throws {
        let (now, rules) = (try await site.subtensor.rules(of: site.purpose), site.rules)
        guard now.call == rules.call, now.specVersion == rules.specVersion else {
            throw BittensorError(
                .unsuitableRules,
                "the chain's runtime changed from spec \(rules.specVersion) to \(now.specVersion) during the search; "
                    + "nothing was sent: start again")
        }
    }

    /// Submits a solution and waits for its block, or until no block can take it any more.
    private func submit(_ solution: POWSolution) async throws -> IncludedExtrinsic {
        let client = site.subtensor.client
        // Dies with the work: no copy of it is of use later.
        let signing = SigningOptions(lifetime: .blocks(8), anchor: try await client.header())
        return try await client.include(
            Call.offering(solution, at: site), signedBy: signer, options: SubmissionOptions(signing: signing))
    }
}

extension Call {
    /// The call that takes work.
    static func offering(_ solution: POWSolution, at site: WorkSite) -> Call {
        let block = Value.number(solution.blockNumber.rawValue)
        let proof: [Value.Member] = [
            .init("nonce", .number(solution.nonce)), .init("work", .bytes(solution.seal.bytes)),
        ]
        let hotkey = Value.Member("hotkey", .account(site.keys.hotkey))
        let members: [Value.Member] =
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

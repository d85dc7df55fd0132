import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import Synchronization

/// One registration by work, from the first look at the chain to the verified uid.
struct WorkRegistration: Sendable {
    let subtensor: Subtensor
    let netuid: NetUID
    let keys: WorkKeys
    let signer: KeyPair
    let options: RegistrationOptions

    func run() async throws -> Registration {
        try await subtensor.requireSubnet(netuid)
        if let uid = try await subtensor.uid(of: keys.hotkey, on: netuid) { return registered(uid) }
        let rules = try await rules()
        try await RegistrationRequirements(subtensor: subtensor, netuid: netuid, keys: keys, rules: rules).check()
        try requireSigner(rules)
        await options.onProgress?(.rules(rules))
        let site = WorkSite(subtensor: subtensor, purpose: .registration(netuid), keys: keys, rules: rules)
        let attempts = Attempts(limit: options.maxAttempts)
        let outcome = try await WorkSearch(site: site, options: options.work).run { solution, work in
            try await offer(solution, work, site, attempts)
        }
        switch outcome {
        case .found(let registration): return registration
        case .registered(let uid): return registered(uid)
        }
    }

    private func registered(_ uid: UInt16) -> Registration {
        Registration(netuid: netuid, uid: uid, keys: keys, proof: nil)
    }

    /// The rules of this runtime; on one that checks no work, says what its `register` would cost whom.
    private func rules() async throws -> RulesOfWork {
        do {
            return try RulesOfWork(for: .registration(netuid), runtime: try await subtensor.client.refreshRuntime())
                .overridden(scheme: options.work.scheme, order: options.work.order)
        } catch let error as BittensorError where error.code == .workNotChecked {
            let price = try await subtensor.client.storage(.burn(netuid)) ?? .zero
            throw BittensorError(
                .workNotChecked,
                "\(error.reason): \(price) from the key that signs, which here would be \(signer.accountID). "
                    + "Nothing was sent; to register by burning, do so on purpose: btcli subnets register --netuid \(netuid)")
        }
    }

    private func requireSigner(_ rules: RulesOfWork) throws(BittensorError) {
        let wanted = rules.signer == .hotkey ? keys.hotkey : keys.coldkey
        guard signer.accountID == wanted else {
            throw BittensorError(
                .wrongSigner,
                "this runtime (spec \(rules.specVersion)) wants \(rules.call) signed by the \(rules.signer.rawValue) \(wanted), "
                    + "not by \(signer.accountID)")
        }
    }

    // MARK: - One offer

    /// Counts offers; the search calls one at a time.
    final class Attempts: Sendable {
        private let count = Mutex(0)
        let limit: Int

        init(limit: Int) { self.limit = limit }

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    /// Submits a solution: the registration, or nil to go on searching.
    private func offer(
        _ solution: POWSolution, _ work: WorkDone, _ site: WorkSite, _ attempts: Attempts
    ) async throws -> Registration? {
        try await requireUnchangedRules(site.rules)
        let attempt = attempts.next()
        await options.onProgress?(.submitting(solution, attempt: attempt))
        let refusal: Refusal
        do {
            let included = try await submit(solution, site.rules)
            guard let failure = included.failure else {
                return try await verified(solution, work, site.rules, included)
            }
            refusal = Refusal(failure)
        } catch let error as ClientError where error.code == .refused || error.code == .notIncluded {
            let head = try await subtensor.client.header()
            refusal = try await RegistrationRequirements(
                subtensor: subtensor, netuid: netuid, keys: keys, rules: site.rules
            ).explain(error, solution: solution, head: head)
        }
        if refusal.meansRegistered, let uid = try await subtensor.uid(of: keys.hotkey, on: netuid) { return registered(uid) }
        guard refusal.isWorthAnotherTry else { throw BittensorError(.refusedByChain, refusal.reason) }
        guard attempt < attempts.limit else {
            throw BittensorError(
                .attemptsUsedUp, "\(attempt) of \(attempts.limit) attempts failed, the last one: \(refusal.reason)")
        }
        await options.onProgress?(.retrying(reason: refusal.reason, attempt: attempt, of: attempts.limit))
        return nil
    }

    /// A runtime upgrade in the middle of a search may change what `register` does: look again before sending.
    private func requireUnchangedRules(_ rules: RulesOfWork) async throws {
        let now = try RulesOfWork(for: .registration(netuid), runtime: try await subtensor.client.refreshRuntime())
        guard now.call == rules.call, now.specVersion == rules.specVersion else {
            throw BittensorError(
                .unsuitableRules,
                "the chain's runtime changed from spec \(rules.specVersion) to \(now.specVersion) during the search; "
                    + "nothing was sent: start again")
        }
    }

    private func submit(_ solution: POWSolution, _ rules: RulesOfWork) async throws(ClientError) -> IncludedExtrinsic {
        let call = Call.registration(solution, netuid: netuid, keys: keys, rules: rules)
        // Dies with the work: no copy of it is of use later.
        let extrinsic = try await subtensor.client.sign(call, by: signer, period: 8)
        return try await subtensor.client.submitAndWatch(extrinsic)
    }

    private func verified(
        _ solution: POWSolution, _ work: WorkDone, _ rules: RulesOfWork, _ included: IncludedExtrinsic
    ) async throws -> Registration {
        guard let uid = try await subtensor.uid(of: keys.hotkey, on: netuid, at: included.blockHash) else {
            throw BittensorError(
                .notVerified,
                "the block \(included.blockHash) took \(rules.call) without an error, but \(keys.hotkey) has no uid on subnet "
                    + "\(netuid) there")
        }
        let proof = Registration.Proof(
            rules: rules, solution: solution, work: work, extrinsicHash: included.hash, blockHash: included.blockHash)
        return Registration(netuid: netuid, uid: uid, keys: keys, proof: proof)
    }
}

extension Call {
    /// The call that takes a registration's work.
    static func registration(_ solution: POWSolution, netuid: NetUID, keys: WorkKeys, rules: RulesOfWork) -> Call {
        let common: KeyValuePairs<String, Value> =
            rules.scheme == .powRegister
            ? [
                "netuid": .number(netuid.rawValue), "work_block": .number(solution.blockNumber.rawValue),
                "nonce": .number(solution.nonce), "work": .bytes(solution.seal.bytes), "hotkey": .account(keys.hotkey),
            ]
            : [
                "netuid": .number(netuid.rawValue), "block_number": .number(solution.blockNumber.rawValue),
                "nonce": .number(solution.nonce), "work": .bytes(solution.seal.bytes), "hotkey": .account(keys.hotkey),
                "coldkey": .account(keys.coldkey),
            ]
        return Call("SubtensorModule", rules.call, common)
    }
}

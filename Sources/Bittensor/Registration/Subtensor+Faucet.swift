public import ProofOfWork
import ScaleCodec
import SubstrateClient
public import SubstrateKeys
public import SubstratePrimitives

/// A payment by the faucet.
public struct FaucetPayment: Hashable, Sendable {
    public let coldkey: AccountID
    /// The balance after it.
    public let balance: Balance
    public let amount: Balance
    public let solution: POWSolution
    public let work: WorkDone
    public let extrinsicHash: Hash256
    public let blockHash: Hash256
}

extension Subtensor {
    /// Works for one payment by the faucet of a test chain, and waits until it is in a block.
    ///
    /// - Parameter signer: the coldkey, which is paid.
    public func faucet(
        signer: KeyPair, options: RegistrationOptions = RegistrationOptions()
    ) async throws -> FaucetPayment {
        let keys = WorkKeys(hotkey: signer.accountID, coldkey: signer.accountID)
        let rules = try await rules(of: .faucet).overridden(scheme: options.work.scheme, order: options.work.order)
        await options.onProgress?(.rules(rules))
        let site = WorkSite(subtensor: self, purpose: .faucet, keys: keys, rules: rules)
        let attempts = WorkRegistration.Attempts(limit: options.maxAttempts)
        let outcome = try await WorkSearch(site: site, options: options.work).run { solution, work in
            try await offer(solution, work, signer, attempts, options)
        }
        guard case .found(let payment) = outcome else {
            throw BittensorError(.notVerified, "the search for the faucet ended without a payment")
        }
        return payment
    }

    private func offer(
        _ solution: POWSolution, _ work: WorkDone, _ signer: KeyPair, _ attempts: WorkRegistration.Attempts,
        _ options: RegistrationOptions
    ) async throws -> FaucetPayment? {
        let attempt = attempts.next()
        await options.onProgress?(.submitting(solution, attempt: attempt))
        let call = Call(
            "SubtensorModule", "faucet",
            [
                "block_number": .number(solution.blockNumber.rawValue), "nonce": .number(solution.nonce),
                "work": .bytes(solution.seal.bytes),
            ])
        let included = try await client.submitAndWatch(try await client.sign(call, by: signer, period: 8))
        guard let failure = included.failure else {
            let paid = included.events.first { $0.matches("SubtensorModule", "Faucet") }?[1]?.uint64
            return FaucetPayment(
                coldkey: signer.accountID,
                balance: try await client.storage(.account(signer.accountID), at: included.blockHash)?.free ?? .zero,
                amount: Balance(rao: paid ?? 0), solution: solution, work: work, extrinsicHash: included.hash,
                blockHash: included.blockHash)
        }
        let refusal = Refusal(failure)
        guard refusal.isWorthAnotherTry else { throw BittensorError(.refusedByChain, refusal.reason) }
        guard attempt < attempts.limit else {
            throw BittensorError(
                .attemptsUsedUp, "\(attempt) of \(attempts.limit) attempts failed, the last one: \(refusal.reason)")
        }
        await options.onProgress?(.retrying(reason: refusal.reason, attempt: attempt, of: attempts.limit))
        return nil
    }
}

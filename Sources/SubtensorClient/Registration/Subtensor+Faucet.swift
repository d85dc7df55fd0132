// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ProofOfWork
import ScaleCodec
public import SubstrateClient
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
    /// Stale or refused work is explained and searched for again, at most `options.maxAttempts` times.
    /// - Parameter signer: the coldkey, which is paid.
    /// - Throws: `noFaucet` where the runtime has none, `attemptsUsedUp`, `refusedByChain`, and what the search throws.
    public func faucet(
        signer: some Signer, options: RegistrationOptions = RegistrationOptions()
    ) async throws -> FaucetPayment {
        let keys = WorkKeys(hotkey: signer.accountID, coldkey: signer.accountID)
        let start = pinned(to: try await options.work.clock.retrying { try await state() })
        let rules = try await start.rules(of: .faucet).overridden(
            scheme: options.work.scheme, order: options.work.order)
        let site = WorkSite(subtensor: start, purpose: .faucet, keys: keys, rules: rules)
        let offer = try WorkOffer(site: site.unpinned, signer: signer, options: options)
        await options.onProgress?(.rules(rules))
        let search = WorkSearch(site: site, options: options.work, signer: signer.accountID)
        let outcome = try await search.run { solution, work, readiness in
            guard case .taken(let included) = try await offer.make(solution, readiness) else {
                return FaucetPayment?.none
            }
            return try await payment(solution, work, included)
        }
        guard case .found(let payment) = outcome else {
            throw BittensorError(.notVerified, "the search for the faucet ended without a payment")
        }
        return payment
    }

    private func payment(
        _ solution: POWSolution, _ work: WorkDone, _ included: IncludedExtrinsic
    ) async throws -> FaucetPayment {
        guard let event = included.events.first(where: { $0.matches("SubtensorModule", "Faucet") }),
            let coldkey = event[0]?.account, let paid = event[1]?.uint64
        else {
            throw BittensorError(
                .notVerified, "the block \(included.blockHash) took faucet without an error, but tells of no payment")
        }
        return FaucetPayment(
            coldkey: coldkey,
            balance: try await balance(of: coldkey, at: .hash(included.blockHash)),
            amount: Balance(rao: paid), solution: solution, work: work, extrinsicHash: included.hash,
            blockHash: included.blockHash)
    }
}

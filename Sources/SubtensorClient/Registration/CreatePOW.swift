// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import BittensorWallet
public import ProofOfWork
import SubstrateClient

/// Searches for work that a chain takes, and returns it fresh: the Python SDK's `create_pow`.
///
/// It follows the chain by subscription, turns to each new block within milliseconds, and never returns a stale
/// solution. There is no synchronous twin: in Swift, whoever waits awaits.
/// - Parameters:
///   - subtensor: the chain to work for.
///   - wallet: whose public keys the work is bound to; no password is needed.
///   - netuid: the subnet to register on, or −1 to work for the faucet (for the coldkey, at difficulty 1,000,000).
///   - options: how to search, and where the statistics go.
/// - Returns: the solution; nil when the hotkey turns out to be registered on the subnet.
/// - Throws: `subnetMissing`, `workNotChecked`, `noBlockHash`, `noDifficulty` and others of `BittensorError`; what the
///   wallet, the connection and the solver throw; `CancellationError`.
public func createPOW(
    subtensor: Subtensor, wallet: Wallet, netuid: Int, options: POWOptions = POWOptions()
) async throws -> POWSolution? {
    let purpose = try WorkPurpose(netuid: netuid)
    return try await createPOW(
        subtensor: subtensor, keys: try WorkKeys(wallet, for: purpose), purpose: purpose, options: options)
}

/// Searches for work bound to public keys; see `createPOW(subtensor:wallet:netuid:options:)`.
public func createPOW(
    subtensor: Subtensor, keys: WorkKeys, purpose: WorkPurpose, options: POWOptions = POWOptions()
) async throws -> POWSolution? {
    let start = subtensor.pinned(to: try await options.clock.retrying { try await subtensor.state() })
    if case .registration(let netuid) = purpose { try await start.requireSubnet(netuid) }
    let rules = try await start.rules(of: purpose).overridden(scheme: options.scheme, order: options.order)
    let site = WorkSite(subtensor: start, purpose: purpose, keys: keys, rules: rules)
    let outcome = try await WorkSearch(site: site, options: options).run { solution, _, _ -> POWSolution? in
        // The chain may be ahead of what its subscription has told.
        let head = try await subtensor.client.header()
        guard !solution.isTooOldToOffer(head: head.number) else { return nil }
        return try await site.isBlockAcceptable(of: solution, at: head) ? solution : nil
    }
    return switch outcome {
    case .found(let solution): solution
    case .registered: nil
    }
}

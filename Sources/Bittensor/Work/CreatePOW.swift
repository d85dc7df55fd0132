public import BittensorWallet
public import ProofOfWork
import SubstrateClient

/// Searches for work that a chain takes, and returns it fresh: the Python SDK's `create_pow`.
///
/// It follows the chain by subscription, turns to each new block within milliseconds, and never returns a stale
/// solution. There is no synchronous twin: in Swift, whoever waits awaits.
/// - Parameters:
///   - netuid: the subnet to register on, or −1 to work for the faucet (for the coldkey, at difficulty 1,000,000).
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
    if case .registration(let netuid) = purpose { try await subtensor.requireSubnet(netuid) }
    let rules = try RulesOfWork(for: purpose, runtime: subtensor.client.runtime)
        .overridden(scheme: options.scheme, order: options.order)
    let site = WorkSite(subtensor: subtensor, purpose: purpose, keys: keys, rules: rules)
    let outcome = try await WorkSearch(site: site, options: options).run { solution, _ in solution }
    return switch outcome {
    case .found(let solution): solution
    case .registered: nil
    }
}

extension Subtensor {
    func requireSubnet(_ netuid: NetUID) async throws {
        guard try await subnetExists(netuid) else {
            throw BittensorError(.subnetMissing, "subnet \(netuid) does not exist on this chain: list those that do")
        }
    }
}

import SubstrateClient
import SubtensorClient

// What old runtimes had and new ones do not: where it is missing, the error says what to do instead.

extension ChainState {
    var hasSenate: Bool { runtime.metadata.hasStorage("SenateMembers", "Members") }

    func requireSenate() throws(BittensorError) {
        guard !hasSenate else { return }
        throw BittensorError(
            .callMissing,
            "runtime \(runtime.version.specVersion) has no senate: nobody proposes and votes on the chain any more; "
                + "--block reads an older one")
    }

    func requireRootWeights() throws(BittensorError) {
        guard !runtime.metadata.hasCall("SubtensorModule", "set_root_weights") else { return }
        throw BittensorError(
            .callMissing,
            "runtime \(runtime.version.specVersion) has no root weights: emission follows the price of each subnet's "
                + "alpha; stake on the subnets that you favour with 'btcli stake add'")
    }
}

extension Subtensor {
    /// The names under which the owners of coldkeys present themselves; those who do not are left out.
    func names(of coldkeys: [AccountID]) async throws -> [AccountID: String] {
        try await identities(of: coldkeys).compactMapValues { $0.name.isEmpty ? nil : $0.name }
    }
}

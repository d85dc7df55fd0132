// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient

// What old runtimes had and new ones do not: where it is missing, the error says what came instead.

extension ChainState {
    /// Whether the runtime has a senate, which votes on proposals.
    public var hasSenate: Bool { runtime.metadata.hasStorage("SenateMembers", "Members") }

    /// Throws `notInRuntime` unless the runtime has a senate.
    public func requireSenate() throws(ClientError) {
        guard !hasSenate else { return }
        throw ClientError(
            .notInRuntime,
            "\(runtime.version.title) has no senate: nobody proposes and votes on the chain any more; read a "
                + "block of an older one")
    }

    /// Throws `callMissing` unless members of the root can set weights of subnets.
    public func requireRootWeights() throws(BittensorError) {
        guard !runtime.metadata.hasCall("SubtensorModule", "set_root_weights") else { return }
        throw BittensorError(
            .callMissing,
            "\(runtime.version.title) has no root weights: emission follows the price of each subnet's "
                + "alpha; stake on the subnets that you favour (a localnet with the rules register-little-endian has them)"
        )
    }
}

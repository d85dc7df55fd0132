// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// The networks that any generation of the Python tools knows, with the fallbacks of the newest.
///
/// ```swift
/// try await withSubtensor(.local) { subtensor in
///     print(try await subtensor.block())
/// }
/// ```
extension Network {
    /// The main network, where TAO is money.
    public static let finney = Network(
        "finney", secure: "entrypoint-finney.opentensor.ai", "lite.chain.opentensor.ai", "lite.sub.latent.to")
    /// The public test network.
    public static let test = Network("test", secure: "test.finney.opentensor.ai")
    /// A node on this machine, such as `btcli localnet start` runs: `ws://127.0.0.1:9944`.
    public static let local = Network(
        name: "local", endpoint: RPCEndpoint(isSecure: false, host: "127.0.0.1", port: 9944))
    /// The main network by nodes that keep the state of every block.
    public static let archive = Network("archive", secure: "archive.chain.opentensor.ai", "archive.sub.latent.to")
    /// The main network by a node of Latent Holdings.
    public static let latentLite = Network("latent-lite", secure: "lite.sub.latent.to")
    /// The network on which dynamic TAO was tried out.
    public static let rao = Network("rao", secure: "rao.chain.opentensor.ai")
    /// The developers' network.
    public static let dev = Network("dev", secure: "dev.chain.opentensor.ai")
    /// A node of the SubVortex subnet.
    public static let subvortex = Network(
        name: "subvortex", endpoint: RPCEndpoint(isSecure: false, host: "subvortex.info", port: 9944))

    /// The names that are known, the most used first.
    public static let names = all.map(\.name)

    /// The network that is meant when nobody says otherwise.
    public static let defaultName = finney.name

    /// Every name that a person may type.
    static let known: [String: Network] = {
        var known = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
        known["devnet"] = dev
        return known
    }()

    private static let all: [Network] = [finney, test, local, archive, latentLite, rao, dev, subvortex]

    private init(_ name: String, secure first: String, _ others: String...) {
        func endpoint(_ host: String) -> RPCEndpoint { RPCEndpoint(isSecure: true, host: host, port: 443) }
        self.init(name: name, endpoint: endpoint(first), fallbacks: others.map(endpoint))
    }
}

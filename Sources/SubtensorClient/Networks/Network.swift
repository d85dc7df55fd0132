// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives
public import SubstrateRPC

/// A chain to talk to: one of the public ones, a node on this machine, or any address.
public struct Network: Hashable, Sendable, CustomStringConvertible {
    /// What a person calls it: `finney`, or the address.
    public let name: String
    /// Where its node is.
    public let endpoint: RPCEndpoint
    /// Other nodes of the same chain, for when that one does not answer.
    public let fallbacks: [RPCEndpoint]
    /// Nodes of the same chain that keep the state of every block, for whoever looks far back.
    public let archives: [RPCEndpoint]

    /// The first choice, then the others.
    public var endpoints: [RPCEndpoint] { [endpoint] + fallbacks }

    /// The same chain at the nodes that keep every state; nil where none is known.
    public var archive: Network? {
        guard let first = archives.first else { return nil }
        return Network(name: name, endpoint: first, fallbacks: Array(archives.dropFirst()))
    }

    /// A network of one's own.
    public init(name: String, endpoint: RPCEndpoint, fallbacks: [RPCEndpoint] = [], archives: [RPCEndpoint] = []) {
        self.name = name
        self.endpoint = endpoint
        self.fallbacks = fallbacks
        self.archives = archives
    }

    /// The network that a person named, or the node behind an address, in any of the ways in which people write one
    /// (``/SubstrateRPC/RPCEndpoint/init(asTyped:)``); several between commas are nodes of one chain, the first choice
    /// first.
    ///
    /// - Parameters:
    ///   - local: the address of `local`, which environments may move; nil is `ws://127.0.0.1:9944`.
    ///   - otherNames: names that the caller takes care of itself, for the error to list.
    /// - Throws: `unknownNetwork`, with all names.
    public init(_ text: String, local: String? = nil, otherNames: [String] = []) throws(BittensorError) {
        var name: String?
        var endpoints: [RPCEndpoint] = []
        for piece in text.split(separator: ",") {
            let meant = piece.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
            guard !meant.isEmpty else { continue }
            var addresses = Self.addresses(of: meant)
            if let local, meant == "local" { addresses = [local] }
            if !addresses.isEmpty {
                if endpoints.isEmpty { name = meant }
            } else if RPCEndpoint.looksLikeAddress(piece) {
                addresses = [String(piece)]
            } else {
                throw Self.unknown(String(piece), otherNames)
            }
            do {
                for address in addresses { endpoints.append(try RPCEndpoint(asTyped: address)) }
            } catch {
                throw BittensorError(.unknownNetwork, error.reason)
            }
        }
        guard let first = endpoints.first else { throw Self.unknown(text, otherNames) }
        var others: [RPCEndpoint] = []
        for other in endpoints where other != first && !others.contains(other) { others.append(other) }
        self.init(name: name ?? first.description, endpoint: first, fallbacks: others)
    }

    private static func unknown(_ text: String, _ otherNames: [String]) -> BittensorError {
        BittensorError(
            .unknownNetwork,
            "\(excerpt(text)) is no network: use \((otherNames + names).joined(separator: ", ")), "
                + "or an address that starts with ws:// or wss://")
    }

    public var description: String { name }

    /// Whether it was named by one of the known names, and not by an address.
    public var isNamed: Bool { Self.table.contains { $0.name == name || $0.alias == name } }

    /// Refuses a node whose chain is not the one that the name stands for: money on one is nothing on the other, and a
    /// signature for the main network is good there whatever the node calls itself.
    func check(genesis: Hash256) throws(BittensorError) {
        guard isNamed else { return }
        let isMain = KnownChain(genesis: genesis) == .main
        switch (Self.mainNetworkNames.contains(name), isMain) {
        case (true, true), (false, false): return
        case (true, false):
            throw BittensorError(
                .wrongChain,
                "the node at \(endpoint) serves the chain that begins with \(genesis), not \(name): check the address")
        case (false, true):
            throw BittensorError(
                .wrongChain,
                "the node at \(endpoint) serves THE MAIN NETWORK (it begins with \(genesis)), not \(name): "
                    + "use --network finney, or the node's address if the main network is meant")
        }
    }

    /// The names that are known, the most used first.
    public static let names = table.map(\.name)

    /// The network that is meant when nobody says otherwise.
    public static let defaultName = "finney"

    /// The first address of the nodes that keep the state of every block.
    static let archiveAddress = "wss://archive.chain.opentensor.ai:443"

    /// Other names of the main network's nodes.
    private static let mainNetworkNames = ["finney", "archive", "latent-lite"]

    private static func addresses(of name: String) -> [String] {
        table.first { $0.name == name || $0.alias == name }?.addresses ?? []
    }

    /// The networks that any generation of the Python tools knows, with the fallbacks of the newest.
    private static let table: [(name: String, alias: String?, addresses: [String])] = [
        (
            "finney", nil,
            [
                "wss://entrypoint-finney.opentensor.ai:443", "wss://lite.chain.opentensor.ai:443",
                "wss://lite.sub.latent.to:443",
            ]
        ),
        ("test", nil, ["wss://test.finney.opentensor.ai:443"]),
        ("local", nil, ["ws://127.0.0.1:9944"]),
        ("archive", nil, [archiveAddress, "wss://archive.sub.latent.to:443"]),
        ("latent-lite", nil, ["wss://lite.sub.latent.to:443"]),
        ("rao", nil, ["wss://rao.chain.opentensor.ai:443"]),
        ("dev", "devnet", ["wss://dev.chain.opentensor.ai:443"]),
        ("subvortex", nil, ["ws://subvortex.info:9944"]),
    ]
}

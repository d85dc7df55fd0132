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
            let known = Self.known[meant]
            guard known != nil || RPCEndpoint.looksLikeAddress(piece) else {
                throw Self.unknown(String(piece), otherNames)
            }
            if known != nil, endpoints.isEmpty { name = meant }
            do {
                if let local, meant == "local" {
                    endpoints.append(try RPCEndpoint(asTyped: local))
                } else if let known {
                    endpoints += known.endpoints
                } else {
                    endpoints.append(try RPCEndpoint(asTyped: piece))
                }
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
    public var isNamed: Bool { Self.known[name] != nil }

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

    /// Other names of the main network's nodes.
    private static let mainNetworkNames = ["finney", "archive", "latent-lite"]
}

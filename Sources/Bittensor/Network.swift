import SubstratePrimitives
public import SubstrateRPC

/// A chain to talk to: one of the public ones, a node on this machine, or any address.
public struct Network: Hashable, Sendable, CustomStringConvertible {
    /// What a person calls it: `finney`, or the address.
    public let name: String
    /// Where its node is.
    public let endpoint: RPCEndpoint

    /// The network that a person named, or the node behind a `ws://` or `wss://` address.
    ///
    /// - Parameter local: the address of `local`, which environments may move; nil is `ws://127.0.0.1:9944`.
    public init(_ text: String, local: String? = nil) throws(BittensorError) {
        var addresses = Self.addresses
        if let local { addresses["local"] = local }
        let isAddress = text.hasPrefix("ws://") || text.hasPrefix("wss://")
        guard let address = isAddress ? text : addresses[text] else {
            throw BittensorError(
                .unknownNetwork,
                "\(excerpt(text)) is no network: use \(addresses.keys.sorted().joined(separator: ", ")), "
                    + "or an address that starts with ws:// or wss://")
        }
        do {
            endpoint = try RPCEndpoint(address)
        } catch {
            throw BittensorError(.unknownNetwork, error.reason)
        }
        name = isAddress ? endpoint.description : text
    }

    public var description: String { name }

    /// The networks that all generations of the Python tools know.
    private static let addresses = [
        "finney": "wss://entrypoint-finney.opentensor.ai:443",
        "test": "wss://test.finney.opentensor.ai:443",
        "archive": "wss://archive.chain.opentensor.ai:443",
        "local": "ws://127.0.0.1:9944",
    ]
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// Which network was asked for, and by what: the outcome of the rules of precedence.
///
/// Pure: the environment is handed in, nothing is read here.
public struct NetworkSetting: Hashable, Sendable {
    /// What asked for it.
    public enum Source: Hashable, Sendable, CustomStringConvertible {
        /// The caller, or an option of a command.
        case explicit
        /// The environment variable of this name.
        case environment(String)
        /// The configuration file.
        case configuration
        /// Nobody.
        case `default`

        public var description: String {
            switch self {
            case .explicit: "as asked"
            case .environment(let name): "from \(name)"
            case .configuration: "from the configuration"
            case .default: "by default"
            }
        }
    }

    /// A name, or an address.
    public let text: String
    public let source: Source
    /// Where the environment moves `local` to.
    private let local: String?

    /// Decides: an explicit value, then the environment, then the configuration, then `finney`.
    ///
    /// In the environment an address (`BT_CHAIN_ENDPOINT`, before it was renamed `BT_SUBTENSOR_CHAIN_ENDPOINT`) counts
    /// more than a name (`BT_NETWORK`, once `BT_SUBTENSOR_NETWORK`), as it does for the Python tools; it is also where
    /// `local` is. An empty value is none.
    public init(explicit: String?, environment: [String: String] = [:], configured: String? = nil) {
        let addresses = Self.values(of: ["BT_CHAIN_ENDPOINT", "BT_SUBTENSOR_CHAIN_ENDPOINT"], in: environment)
        let names = Self.values(of: ["BT_NETWORK", "BT_SUBTENSOR_NETWORK"], in: environment)
        local = addresses.first?.value
        if let explicit, !explicit.isEmpty {
            (text, source) = (explicit, .explicit)
        } else if let (name, value) = (addresses + names).first {
            (text, source) = (value, .environment(name))
        } else if let configured, !configured.isEmpty {
            (text, source) = (configured, .configuration)
        } else {
            (text, source) = (Network.defaultName, .default)
        }
    }

    /// The network that is meant.
    ///
    /// - Parameter otherNames: names that the caller takes care of itself, for the error to list.
    /// - Throws: `unknownNetwork`, which names what asked for it and lists all names.
    public func network(otherNames: [String] = []) throws(BittensorError) -> Network {
        do {
            return try Network(text, local: local, otherNames: otherNames)
        } catch {
            guard source != .explicit else { throw error }
            throw BittensorError(error.code, "\(error.reason) (\(source))")
        }
    }

    /// What was asked for, as it may be shown: an address without its access key, user name and password.
    public var title: String {
        guard RPCEndpoint.looksLikeAddress(text) else { return text }
        return (try? network().name) ?? RPCEndpoint.shown(text)
    }

    private static func values(
        of names: [String], in environment: [String: String]
    ) -> [(name: String, value: String)] {
        names.compactMap { name in environment[name].flatMap { $0.isEmpty ? nil : (name, $0) } }
    }
}

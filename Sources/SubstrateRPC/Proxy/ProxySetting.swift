// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Which proxy leads to which node: the outcome of the environment's variables.
///
/// Pure: the environment is handed in, nothing is read here.
public struct ProxySetting: Hashable, Sendable {
    private struct Named: Hashable {
        let variable: String
        let text: String
    }

    private var secure: Named?
    private var open: Named?
    private var exclusions = ProxyExclusions("")

    /// No proxy at all.
    public static let none = ProxySetting()

    private init() {}

    /// For `wss://` the proxy that `https_proxy` or `HTTPS_PROXY` names, for `ws://` that of `http_proxy` or
    /// `HTTP_PROXY`, for both else that of `all_proxy` or `ALL_PROXY`; none for the hosts in `no_proxy` or `NO_PROXY`.
    ///
    /// An empty value is none.
    public init(environment: [String: String]) {
        func named(_ names: String...) -> Named? {
            for name in names.flatMap({ [$0, $0.uppercased()] }) {
                if let text = environment[name], !text.isEmpty { return Named(variable: name, text: text) }
            }
            return nil
        }
        secure = named("https_proxy", "all_proxy")
        open = named("http_proxy", "all_proxy")
        exclusions = ProxyExclusions(named("no_proxy")?.text ?? "")
    }

    /// One proxy for everything but the hosts that `exclusions` lists as `NO_PROXY` would.
    public init(_ proxy: String, except exclusions: String = "") {
        secure = Named(variable: "the proxy", text: proxy)
        open = secure
        self.exclusions = ProxyExclusions(exclusions)
    }

    /// The proxy that leads to `endpoint`; nil where none does. This machine is always asked directly.
    ///
    /// - Throws: `invalidProxy`, which names the variable.
    public func proxy(for endpoint: RPCEndpoint) throws(RPCError) -> RPCProxy? {
        guard let named = endpoint.isSecure ? secure : open, !endpoint.isThisMachine,
            !exclusions.contain(endpoint)
        else { return nil }
        do {
            return try RPCProxy(named.text)
        } catch {
            throw RPCError(.invalidProxy, "\(named.variable): \(error.reason)")
        }
    }
}

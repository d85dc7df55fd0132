// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOHTTP1
import SubstratePrimitives

/// Keeps web pages of other sites away from a chain on this machine.
///
/// Browsers send an `Origin` header with every WebSocket handshake and cross-site request, also where a name has been
/// pointed to this machine to deceive them; programs send none.
struct OriginPolicy: Sendable {
    let allowed: Set<WebOrigin>

    /// The origin for which a request is refused, as it was sent; nil where it is not.
    func refused(_ headers: HTTPHeaders) -> String? {
        headers["Origin"].first { text in
            guard let origin = WebOrigin(text), origin != .all else { return !allowed.contains(.all) }
            return !allowed.contains { $0.covers(origin) }
        }
    }

    /// What a refused page's owner reads.
    static func words(refusing origin: String) -> String {
        let advice =
            WebOrigin(origin).map { "allow it with allowedOrigins, or btcli localnet start --allow-origin \($0)" }
            ?? "it is no origin that could be allowed"
        return "pages of \(excerpt(origin)) may not speak to this node: \(advice)\n"
    }

    /// What a browser has to read before it hands an answer to the page that asked for it.
    static func permission(_ headers: HTTPHeaders) -> HTTPHeaders {
        guard let origin = headers.first(name: "Origin") else { return [:] }
        return ["Access-Control-Allow-Origin": origin, "Vary": "Origin"]
    }

    /// The answer to a browser that asks whether a page may send.
    static func preflightPermission(_ headers: HTTPHeaders) -> HTTPHeaders {
        var permission = permission(headers)
        permission.add(name: "Access-Control-Allow-Methods", value: "POST")
        permission.add(name: "Access-Control-Allow-Headers", value: "Content-Type")
        // Asked for by sites elsewhere that want something of this machine.
        permission.add(name: "Access-Control-Allow-Private-Network", value: "true")
        return permission
    }
}

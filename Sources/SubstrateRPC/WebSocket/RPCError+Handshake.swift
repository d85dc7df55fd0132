// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOHTTP1
import SubstratePrimitives

extension RPCError {
    /// What it means that `endpoint` answered the handshake with a status of HTTP instead of a WebSocket.
    static func refusedHandshake(_ endpoint: RPCEndpoint, _ head: HTTPResponseHead) -> RPCError {
        let status = head.status.code
        let answer = words(for: head.status)
        func refused(_ why: String) -> RPCError {
            RPCError(.handshakeRefused, "\(endpoint) refused the connection with \(answer): \(why)")
        }
        switch status {
        case 101: return notAWebSocket(endpoint, "its handshake is wrong")
        case 301, 302, 303, 307, 308: return refused(elsewhere(head))
        case 401: return refused(credentials(endpoint, head))
        case 403:
            return refused(
                "not everybody is let in; look at the access key in the address, and at whom the provider allows")
        case 404, 410: return refused("there is nothing at that path; check the path and the access key in it")
        case 429:
            let wait = patience(head)
            return RPCError(
                .rateLimited,
                "\(endpoint) refused the connection with \(answer): \(advice(wait)), or use another endpoint",
                cause: nil, retryAfter: wait)
        case 500...599:
            let wait = patience(head)
            return RPCError(
                .cannotConnect, "\(endpoint) refused the connection with \(answer): \(advice(wait))", cause: nil,
                retryAfter: wait)
        default: return notAWebSocket(endpoint, "it answered \(answer)")
        }
    }

    /// Whether the next attempt at the same endpoint would end the same way, for all that is known.
    var isLasting: Bool {
        switch code {
        case .invalidURL, .tlsFailure, .notAWebSocket, .handshakeRefused, .wrongChain, .invalidProxy, .proxyRefused:
            true
        default: false
        }
    }

    /// The status, with its own words where nobody has made them up.
    static func words(for status: HTTPResponseStatus) -> String {
        if case .custom(let code, let phrase) = status {
            return "HTTP \(code)" + (phrase.isEmpty ? "" : " \(excerpt(phrase))")
        }
        return "HTTP \(status.code) \(status.reasonPhrase)"
    }

    /// A redirection is told and not followed: what is signed and sent goes where its owner said.
    private static func elsewhere(_ head: HTTPResponseHead) -> String {
        guard let location = head.headers.first(name: "Location") else {
            return "it is found elsewhere, and does not say where; ask whoever runs it"
        }
        return "it is found at \(excerpt(location, limit: 200)) now; use that address if you trust it"
    }

    private static func credentials(_ endpoint: RPCEndpoint, _ head: HTTPResponseHead) -> String {
        if endpoint.credentials != nil { return "it does not take this user name and password; check them" }
        let wanted = head.headers.first(name: "WWW-Authenticate").map { ", by \(excerpt($0))" } ?? ""
        return "it wants to know who asks\(wanted); write wss://user:password@host, or the address with its access key"
    }

    private static func patience(_ head: HTTPResponseHead) -> Duration? {
        head.headers.first(name: "Retry-After").flatMap {
            NodeRateLimit.retryAfter(header: $0, date: head.headers.first(name: "Date"))
        }
    }

    private static func advice(_ wait: Duration?) -> String {
        wait.map { "it asks to wait \($0.shortText)" } ?? "try again later"
    }
}

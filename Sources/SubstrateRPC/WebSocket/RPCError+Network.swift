// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import SubstratePrimitives

extension RPCError {
    /// Why no connection to `endpoint` came about.
    static func connecting(to endpoint: RPCEndpoint, _ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError:
            return error
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.first { return connecting(to: endpoint, failure.error) }
            return RPCError(
                .cannotConnect,
                "cannot connect to \(endpoint): the host name is not known; check its spelling and your name service")
        case ChannelError.connectTimeout:
            return RPCError(.timedOut, "cannot connect to \(endpoint): no answer; check the address and your network")
        case let error as IOError:
            return RPCError(
                .cannotConnect,
                "cannot connect to \(endpoint): \(systemErrorText(error.errnoCode)); "
                    + "check the address and that a node is listening")
        case _ where isAboutTLS(error):
            return RPCError(
                .tlsFailure,
                "no secure connection to \(endpoint): \(excerpt(String(describing: error))); check that it speaks TLS, "
                    + "its certificate, your clock and the system's certificate authorities")
        case is HTTPParserError, is NIOHTTPClientUpgradeError:
            return notAWebSocket(endpoint, "its answer is no WebSocket handshake")
        default:
            return RPCError(
                .cannotConnect,
                "cannot connect to \(endpoint): the other side closed the connection before the handshake was done; "
                    + "check the address and that a node is listening")
        }
    }

    /// Why an established connection to `endpoint` ended.
    static func established(_ endpoint: RPCEndpoint, _ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError:
            return error
        case NIOWebSocketError.invalidFrameLength:
            return RPCError(
                .tooLarge, "\(endpoint) sent a message over the size limit; raise it, or ask for less at a time")
        case let error as NIOWebSocketError:
            return RPCError(.malformedReply, "\(endpoint) broke the WebSocket protocol: \(error)")
        case let error as IOError:
            return closed(endpoint, systemErrorText(error.errnoCode))
        default:
            return closed(endpoint, nil)
        }
    }

    /// A refusal that may not last: too many connections, or nobody behind the front door at the moment.
    static func unavailable(_ endpoint: RPCEndpoint, _ head: HTTPResponseHead) -> RPCError? {
        let wait = head.headers.first(name: "Retry-After").flatMap {
            NodeRateLimit.retryAfter(header: $0, date: head.headers.first(name: "Date"))
        }
        let advice = wait.map { "it asks to wait \($0)" } ?? "try again later"
        let answer = "\(endpoint) refused the connection with HTTP \(head.status.code) \(head.status.reasonPhrase)"
        return switch head.status.code {
        case 429:
            RPCError(.rateLimited, "\(answer): \(advice), or use another endpoint", cause: nil, retryAfter: wait)
        case 502...504: RPCError(.cannotConnect, "\(answer): \(advice)", cause: nil, retryAfter: wait)
        default: nil
        }
    }

    static func closed(_ endpoint: RPCEndpoint, _ why: String?) -> RPCError {
        RPCError(
            .closed, "the connection to \(endpoint) was closed\(why.map { " (\($0))" } ?? ""); connect again to go on")
    }

    static func notAWebSocket(_ endpoint: RPCEndpoint, _ why: String) -> RPCError {
        RPCError(
            .notAWebSocket,
            "\(endpoint) does not speak WebSocket: \(why); check port and path: "
                + "a node's JSON-RPC port is wanted, often 9944")
    }

    private static func isAboutTLS(_ error: any Error) -> Bool {
        error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOHTTP1
import NIOPosix
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
        case is HTTPParserError, is NIOHTTPClientUpgradeError:
            let other = endpoint.isSecure ? "" : " (if it speaks TLS, write wss://)"
            return notAWebSocket(endpoint, "its answer is no WebSocket handshake\(other)")
        default:
            return RPCError(
                .cannotConnect,
                "cannot connect to \(endpoint): the other side closed the connection before the handshake was done; "
                    + "check the address and that a node is listening")
        }
    }

    /// What the network says of a connection that failed, without the address; nil where it says nothing.
    static func networkReason(_ error: any Error) -> String? {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { networkReason($0.error) } ?? "the host name is not known"
        case ChannelError.connectTimeout: "no answer"
        case let error as IOError: systemErrorText(error.errnoCode)
        default: nil
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
}

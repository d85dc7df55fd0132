// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

extension CallProblem {
    /// The status and the words of the Python SDK for an error of the connection, before or after the head of the answer.
    init(_ error: any Error, before isBeforeHead: Bool, _ target: AxonTarget?, _ name: String) {
        switch error {
        case let problem as CallProblem: self = problem
        case is CancellationError: self.init(499, "Request cancelled")
        case let error as HTTPClientError: self = Self.client(error, isBeforeHead, target, name)
        case let error as IOError where error.errnoCode == ECONNRESET:
            self = .unreadable("[Errno \(ECONNRESET)] Connection reset by peer")
        case is NIOConnectionError, is IOError:
            self = isBeforeHead ? Self.unavailable(target, name) : Self.brokenOff
        case is SocketAddressError:
            self.init(422, "Failed to parse response at \(target?.description ?? "")/\(name)")
        case is HTTPParserError:
            self = isBeforeHead ? CallProblem(400, "Client response error: 400, message='\(error)'") : Self.brokenOff
        default: self = isBeforeHead ? .unreadable("\(error)") : Self.brokenOff
        }
    }

    private static func client(
        _ error: HTTPClientError, _ isBeforeHead: Bool, _ target: AxonTarget?, _ name: String
    ) -> CallProblem {
        switch error {
        case .cancelled: CallProblem(499, "Request cancelled")
        case .deadlineExceeded, .readTimeout, .writeTimeout: CallProblem(408, "Request timeout")
        case .connectTimeout: unavailable(target, name)
        case .remoteConnectionClosed:
            isBeforeHead ? CallProblem(503, "Service disconnected: Server disconnected") : brokenOff
        case .redirectLimitReached, .redirectCycleDetected: .unreadable("too many redirects")
        default: .unreadable("\(error)")
        }
    }

    private static func unavailable(_ target: AxonTarget?, _ name: String) -> CallProblem {
        CallProblem(503, "Service unavailable at \(target?.description ?? "")/\(name)")
    }

    private static var brokenOff: CallProblem {
        CallProblem(400, "Payload error: Response payload is not completed")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

extension RPCError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidURL, .wrongChain, .invalidProxy: .usage
        case .cannotConnect, .tlsFailure, .handshakeRefused, .proxyRefused, .notAWebSocket, .closed, .silent, .timedOut,
            .unreachable, .unproven:
            .unavailable
        case .outcomeUnknown: .unknown
        case .tooManyRequests, .rateLimited: .tryAgain
        case .cancelled: .interrupted
        case .remote: .refused
        default: .software
        }
    }
}

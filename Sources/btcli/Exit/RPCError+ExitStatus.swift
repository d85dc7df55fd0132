// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

extension RPCError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidURL, .wrongChain: .usage
        case .cannotConnect, .tlsFailure, .notAWebSocket, .closed, .timedOut, .unreachable: .unavailable
        case .outcomeUnknown: .unknown
        case .tooManyRequests, .rateLimited: .tryAgain
        case .cancelled: .interrupted
        case .remote: .refused
        default: .software
        }
    }
}

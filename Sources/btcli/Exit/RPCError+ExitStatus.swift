import SubstrateRPC

extension RPCError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidURL: .usage
        case .cannotConnect, .tlsFailure, .notAWebSocket, .closed, .timedOut: .unavailable
        case .invalidJSON, .malformedReply, .tooLarge, .subscriptionOverflow: .software
        case .tooManyRequests: .tryAgain
        case .cancelled: .interrupted
        case .remote: .refused
        }
    }
}

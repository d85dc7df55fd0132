// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension RPCError {
    /// `method` must not be sent twice, and the connection ended with `error` after it was sent.
    static func outcomeUnknown(_ method: String, _ error: RPCError) -> RPCError {
        RPCError(
            .outcomeUnknown,
            "\(method) was sent, but then \(error.reason): it may or may not have been carried out; "
                + "look at the chain before it is sent again",
            cause: error)
    }

    /// `method` was refused, or lost with its connection, too often or for too long.
    static func exhausted(
        _ method: String, on endpoint: RPCEndpoint, attempts: Int, time: Duration, last error: RPCError
    ) -> RPCError {
        let isRefusal = error.isRateLimit
        return RPCError(
            isRefusal ? .rateLimited : .unreachable,
            "\(method) has no answer after \(counted(attempts)) in \(rounded(time)), the last to \(endpoint): "
                + "\(error.reason); " + (isRefusal ? "ask less often, or use another endpoint" : "try again later"),
            cause: error)
    }

    /// No endpoint took a connection.
    static func unreachable(
        _ endpoints: [RPCEndpoint], last endpoint: RPCEndpoint, attempts: Int, time: Duration, error: RPCError
    ) -> RPCError {
        let nodes = endpoints.count == 1 ? "\(endpoint) does" : "all \(endpoints.count) endpoints do"
        return RPCError(
            .unreachable,
            "\(nodes) not answer: \(counted(attempts)) in \(rounded(time)), the last to \(endpoint): \(error.reason)",
            cause: error)
    }

    /// Whether it was refused, by whom ever, only because there was too much of it.
    var isRateLimit: Bool {
        switch code {
        case .rateLimited: true
        case .remote: remoteError.map(NodeRateLimit.isRefusal) ?? false
        default: false
        }
    }

    private static func counted(_ attempts: Int) -> String { attempts == 1 ? "one attempt" : "\(attempts) attempts" }

    /// Seconds with one decimal.
    private static func rounded(_ time: Duration) -> String {
        let tenths = Int64((time / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) seconds"
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One request on its way through several connections: when it is sent again, and when it ends.
struct Repetition {
    /// A node that falls silent once may have been stopped; one that makes connections and does it again is of no use.
    private static let silenceLimit = 2

    private let method: String
    private let configuration: ResilientRPCConfiguration
    private let random: @Sendable () -> Double
    private let began: Duration
    private var attempts = 0
    /// Connections in a row on which the node took the request and then said nothing at all.
    private var silences = 0
    /// When the whole request must be done, if its caller said so.
    let deadline: Duration?
    /// The generation of the newest link that is of no use.
    private(set) var lost: UInt64?

    init(method: String, timeout: Duration?, configuration: ResilientRPCConfiguration, pacing: Pacing) {
        self.method = method
        self.configuration = configuration
        random = pacing.random
        began = pacing.now()
        deadline = timeout.map { [began] in began + $0 }
    }

    /// Whether the request has left this machine at least once.
    var wasSent: Bool { attempts > 0 }

    /// What is left until the deadline; nil without one.
    func remaining(at now: Duration) throws(RPCError) -> Duration? {
        guard let deadline else { return nil }
        guard deadline > now else {
            throw RPCError(.timedOut, "\(method) was not answered in time; try again or allow more time")
        }
        return deadline - now
    }

    /// Decides what follows `error`: throws what the caller is told, or returns the wait before the same link is tried
    /// again, or nil when the next link is.
    mutating func wait(after error: RPCError, on link: Link, at now: Duration) throws(RPCError) -> Duration? {
        let mayRepeat = configuration.repeatableMethods.contains(method)
        if !error.isUnsent { attempts += 1 }
        if error.isRateLimit, mayRepeat {
            let backoff = configuration.backoff.delay(round: attempts, random: random())
            let wait = max(error.retryAfter ?? .zero, backoff)
            try checkLimits(at: now + wait, error, link)
            return wait
        }
        // Whoever did not answer in time may still do what it was asked.
        if error.code == .timedOut, !error.isUnsent, !mayRepeat { throw .outcomeUnknown(method, error) }
        switch error.code {
        case .cancelled, .timedOut, .remote, .tooManyRequests: throw error
        case .tooLarge where error.isUnsent: throw error
        default: break
        }
        // Without a reason for its end the link is well, and the fault is the request's.
        guard link.session.failure != nil || error.isUnsent else { throw error }
        guard error.isUnsent || mayRepeat else { throw .outcomeUnknown(method, error) }
        if !error.isUnsent { silences = error.code == .silent ? silences + 1 : 0 }
        guard silences < Self.silenceLimit else {
            throw .exhausted(method, on: link.endpoint, attempts: attempts, time: now - began, last: error)
        }
        try checkLimits(at: now, error, link)
        lost = link.generation
        return nil
    }

    private func checkLimits(at time: Duration, _ error: RPCError, _ link: Link) throws(RPCError) {
        guard attempts < configuration.attemptLimit, time - began <= configuration.retryLimit,
            deadline.map({ time < $0 }) ?? true
        else {
            let exhausted = RPCError.exhausted(
                method, on: link.endpoint, attempts: attempts, time: time - began, last: error)
            throw wasSent ? exhausted : exhausted.unsent
        }
    }
}

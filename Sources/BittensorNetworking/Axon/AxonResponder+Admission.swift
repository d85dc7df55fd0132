// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import SubstratePrimitives

/// The checks of a caller whose signature holds: rate, verify, blacklist, nonce, priority.
extension AxonResponder {
    /// What else is checked of a proven caller before the body is read.
    func admit(
        _ proof: CallerVerifier.Proof, from peer: SocketAddress?, _ route: Route, _ headers: SynapseHeaders
    ) async throws -> (Caller, priority: Double) {
        let caller = Caller(
            hotkey: proof.hotkey, address: headers.dendrite.hotkey ?? "", synapseName: route.name,
            peerAddress: peer?.ipAddress, peerPort: peer?.port, claims: headers.dendrite, timeout: headers.timeout,
            inputObjects: headers.inputObjects)
        if let limiter = core.limiter, !limiter.admits(proof.hotkey) {
            throw CallRefusal(status: 429, message: "Too Many Requests", reason: .rateLimit)
        }
        if let verify = route.verify {
            do {
                try await check(route) { try await verify(caller) }
            } catch let refusal as CallRefusal {
                throw refusal
            } catch let exceeded as FunctionDeadlines.Exceeded {
                throw CallRefusal.notVerified("it took more than \(exceeded.limit)", .checkTimeout)
            } catch {
                throw CallRefusal.notVerified("\(error)", .verify)
            }
        }
        try await judge(caller, route)
        try core.verifier.accept(proof)
        if route.gate.isFull { throw CallRefusal.busy("The axon is busy: try again later") }
        return (caller, try await priority(of: caller, route))
    }

    private func judge(_ caller: Caller, _ route: Route) async throws(CallRefusal) {
        guard let blacklist = route.blacklist else { return }
        let verdict: BlacklistVerdict
        do {
            verdict = try await check(route) { try await blacklist(caller) }
        } catch let refusal as CallRefusal {
            throw refusal
        } catch let exceeded as FunctionDeadlines.Exceeded {
            throw .failed("the blacklist function took more than \(exceeded.limit)", reason: .checkTimeout)
        } catch {
            throw .failed("the blacklist function threw: \(error)")
        }
        if case .refused(let reason) = verdict { throw .blacklisted(reason) }
    }

    private func priority(of caller: Caller, _ route: Route) async throws(CallRefusal) -> Double {
        guard let priority = route.priority else { return 0 }
        do {
            return try await check(route) { try await priority(caller) }
        } catch let refusal as CallRefusal {
            throw refusal
        } catch let exceeded as FunctionDeadlines.Exceeded {
            throw .timedOut(after: exceeded.limit.inSeconds, reason: .checkTimeout)
        } catch is OutOfTime {
            throw .timedOut(after: caller.timeout, reason: .waitTimeout)
        } catch {
            throw .failed("the priority function threw: \(error)")
        }
    }

    /// Runs a function that judges a caller, within its time.
    private func check<Result: Sendable>(
        _ route: Route, _ function: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        guard let deadlines = core.checkDeadlines else { return try await elsewhere(function) }
        return try await deadlines.run(route.gate.abandoned, function)
    }
}

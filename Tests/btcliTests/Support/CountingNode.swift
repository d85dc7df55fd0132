// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

@testable import SubtensorLocalnet

/// A node at the end of a long wire: it counts what it is asked, and in how many rounds.
///
/// A round is what is under way at the same time. A request belongs to the round after the newest one whose answers had
/// been given when it came: the one that waited for an answer comes a round later, those that went side by side share
/// one. So the rounds times the time that the wire takes is how long somebody waits.
///
/// Every answer is held back until all requests of the round are answered and no further one has come for a while. What
/// is asked is carried out when it comes, though, and notifications are not held back.
final class CountingNode: RPCHandler {
    /// One request.
    struct Request: Hashable, Sendable {
        let method: String
        let params: JSONValue
        /// The first round is 1.
        let round: Int
    }

    private struct Ledger {
        var requests: [Request] = []
        /// The newest round whose answers are given.
        var given = 0
        /// How many requests are not answered by the node itself yet.
        var atWork = 0
        /// When something came or was answered.
        var stirred = ContinuousClock.now
    }

    private let node: any RPCHandler
    private let quiet: Duration
    private let ledger = Mutex(Ledger())

    /// - Parameter quiet: after how long without a further request a round is over. Too short makes more rounds on a slow
    ///   machine; it never makes fewer.
    init(_ node: any RPCHandler, quiet: Duration = .milliseconds(100)) {
        self.node = node
        self.quiet = quiet
    }

    /// Runs a node behind such a wire while `body` runs, which gets the counter and the address.
    static func with<Result: Sendable>(
        _ node: any RPCHandler, quiet: Duration = .milliseconds(100),
        _ body: (CountingNode, String) async throws -> Result
    ) async throws -> Result {
        let counter = CountingNode(node, quiet: quiet)
        var configuration = RPCServerConfiguration()
        // A request that had to wait unread would be counted too late.
        configuration.maxConcurrentCalls = 1 << 16
        return try await RPCServer.with(handler: counter, configuration: configuration) {
            try await body(counter, $0.url)
        }
    }

    /// Runs `body` behind such a wire; once more with a longer quiet where that was over `rounds`, and judges by that: what a
    /// slow machine does too late to share a round is no question that waited for an answer.
    ///
    /// - Parameter make: a node as it was before the first time.
    static func judge(
        rounds: Int, _ make: () async throws -> any RPCHandler,
        _ body: (_ wire: CountingNode, _ url: String) async throws -> (rounds: Int, judgement: @Sendable () -> Void)
    ) async throws {
        for quiet in [Duration.milliseconds(100), .seconds(1)] {
            let (counted, judgement) = try await with(try await make(), quiet: quiet, body)
            if counted <= rounds || quiet == .seconds(1) { return judgement() }
        }
    }

    // MARK: What was counted

    /// Everything that was asked, in the order in which it came.
    var log: [Request] { ledger.withLock { $0.requests } }

    /// What was asked before the first submission: all of it where there was none.
    var logBeforeSubmission: [Request] { Array(log.prefix { !$0.method.hasPrefix("author_submit") }) }

    /// The methods, in the order in which they came.
    var requests: [String] { log.map(\.method) }

    var rounds: Int { log.rounds }

    /// What was asked again with the same parameters.
    var repetitions: [Request] {
        var seen: Set<[JSONValue]> = []
        return log.filter { !seen.insert([.string($0.method), $0.params]).inserted }
    }

    // MARK: Serving

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        let round = ledger.withLock { ledger in
            let round = ledger.given + 1
            ledger.requests.append(Request(method: method, params: params, round: round))
            ledger.atWork += 1
            ledger.stirred = .now
            return round
        }
        let answer = await node.handle(method: method, params: params, session: session)
        ledger.withLock { ledger in
            ledger.atWork -= 1
            ledger.stirred = .now
        }
        while let pause = pause(in: round) {
            // Cancelled is whose connection has ended.
            guard (try? await Task.sleep(for: pause)) != nil else { break }
        }
        return answer
    }

    /// How long an answer of a round has to wait at least; nil when it may be given, and with it the whole round.
    private func pause(in round: Int) -> Duration? {
        ledger.withLock { ledger in
            guard ledger.given < round else { return nil }
            guard ledger.atWork == 0 else { return quiet }
            let rest = quiet - ledger.stirred.duration(to: .now)
            if rest <= .zero { ledger.given = round }
            return rest <= .zero ? nil : rest
        }
    }
}

extension [CountingNode.Request] {
    /// In how many rounds these were asked.
    var rounds: Int { last?.round ?? 0 }

    func count(of method: String) -> Int { count { $0.method == method } }
}

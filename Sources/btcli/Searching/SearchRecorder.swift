// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstrateRPC
import SubtensorClient
import Synchronization

/// Gathers what a search tells, from whatever thread, into one snapshot.
final class SearchRecorder: Sendable {
    private struct State {
        var call: String?
        var statistics: SearchStatistics?
        var sent = 0
        var refused = 0
        var refusals: [SearchSnapshot.Refusal] = []
        var late = 0
        var node: SearchSnapshot.Node?
        var workers: [SearchSnapshot.Worker] = []
        /// Whether the connection is lost.
        var isCut = false
        var history = SearchHistory()
    }

    /// What is worth a line that stays.
    enum News: Equatable {
        case warning(String)
        case line(String)
    }

    private static let mostRefusals = 50

    let goal: String
    private let now: @Sendable () -> WallTime
    private let state = Mutex(State())

    init(goal: String, now: @escaping @Sendable () -> WallTime = { .now }) {
        self.goal = goal
        self.now = now
    }

    /// A search begins: the node stays what it is.
    func begin() {
        state.withLock { $0 = State(call: $0.call, node: $0.node, isCut: $0.isCut) }
    }

    /// Where the search stands; nil before it has begun.
    var snapshot: SearchSnapshot? { state.withLock { snapshot(of: $0) } }

    var history: SearchHistory { state.withLock(\.history) }

    func note(_ rules: RulesOfWork) { state.withLock { $0.call = rules.call } }

    func note(_ statistics: SearchStatistics) {
        state.withLock { state in
            state.statistics = statistics
            if let snapshot = snapshot(of: state) { state.history.note(snapshot) }
        }
    }

    func note(_ workers: [SearchSnapshot.Worker]) { state.withLock { $0.workers = workers } }

    /// Marks the figures as those of a search that rests, or goes on: before the next ones come.
    func note(isPaused: Bool) { state.withLock { $0.statistics?.isPaused = isPaused } }

    /// Takes in what happened, and returns what is news about it.
    func note(_ notice: SearchNotice) -> News? {
        state.withLock { state in
            switch notice {
            case .turned(_, let latency):
                state.node?.latency = latency
                guard !state.isCut, state.node?.trouble != nil else { return nil }
                state.node?.trouble = nil
                return .line("The node answers again.")
            case .unread(let block, let reason):
                // Said once: the panel shows that it goes on.
                let isNew = state.node?.trouble == nil
                if state.node == nil { state.node = SearchSnapshot.Node(endpoint: "") }
                state.node?.trouble = "block \(block) not read: \(reason)"
                return isNew
                    ? .warning(
                        "the node does not tell of block \(block): \(reason); the search goes on with older work")
                    : nil
            case .passedOver:
                state.late += 1
                return nil
            case .offering:
                state.sent += 1
                return nil
            case .refused(let reason, _):
                state.refused += 1
                state.refusals.append(.init(elapsed: state.statistics?.elapsed ?? .zero, reason: reason))
                state.refusals = Array(state.refusals.suffix(Self.mostRefusals))
                return nil
            }
        }
    }

    /// Takes in what became of the connection, and returns what is news about it: that it is lost, and that it is back.
    func note(_ link: RPCConnectionState) -> News? {
        state.withLock { state in
            switch link {
            case .connected(let endpoint), .failedOver(_, let endpoint):
                let wasCut = state.isCut
                state.isCut = false
                if state.node == nil { state.node = SearchSnapshot.Node(endpoint: "\(endpoint)") }
                state.node?.endpoint = "\(endpoint)"
                guard wasCut else { return nil }
                state.node?.reconnects += 1
                state.node?.trouble = nil
                return .line("\(link)")
            case .reconnecting(_, let attempt, _, _):
                let wasCut = state.isCut
                state.isCut = true
                state.node?.trouble = "no connection, attempt \(attempt): searching on with older work"
                return wasCut ? nil : .warning("\(link)")
            case .ended: return nil
            }
        }
    }

    private func snapshot(of state: State) -> SearchSnapshot? {
        state.statistics.map { statistics in
            SearchSnapshot(
                goal: goal, call: state.call, statistics: statistics, sent: state.sent, refused: state.refused,
                refusals: state.refusals, late: state.late, node: state.node, workers: state.workers, now: now())
        }
    }
}

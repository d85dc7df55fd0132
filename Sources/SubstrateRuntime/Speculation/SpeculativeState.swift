// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A state of which only a part is known: what is not reads as absent and is noted.
///
/// So a call can be run on a state that another node keeps, in rounds: run it, ask that node for everything that was noted, all at
/// once, and run it again, until nothing is noted. That last run has met only what is true, whatever the ones before have guessed. Each
/// round costs a run of some milliseconds and one wait for the node, where asking key by key costs a wait for each.
///
/// ```swift
/// /// Runs `body` on a state that `ask` is asked about, some hundred things at a time.
/// func settled<Answer>(
///     _ known: inout KnownState, _ ask: (Set<StateQuestion>, inout KnownState) async throws -> Void,
///     _ body: (any StateSource) throws(RuntimeError) -> Answer
/// ) async throws -> Answer {
///     while true {
///         let state = SpeculativeState(known)
///         let outcome = Result { () throws(RuntimeError) in try body(state) }
///         guard let questions = state.questions else { return try outcome.get() }
///         try await ask(questions, &known)
///     }
/// }
/// ```
public final class SpeculativeState: StateSource {
    /// What becomes of a read whose answer is not known.
    public enum Manner: Sendable {
        /// It reads as absent, and the run goes on.
        case guesses
        /// It ends the run: for runs that guesses lead astray.
        case stops
    }

    private let known: KnownState
    private let manner: Manner
    private let asked = Mutex<Set<StateQuestion>>([])

    public init(_ known: KnownState, manner: Manner = .guesses) {
        self.known = known
        self.manner = manner
    }

    /// What was read and is not known; nil when that is nothing, so that what the run came to is true.
    public var questions: Set<StateQuestion>? { asked.withLock { $0.isEmpty ? nil : $0 } }

    public func value(for key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]? {
        try told(known.value(for: key, in: child)) { .value(key: key, child: child) }
    }

    public func key(after key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]? {
        try told(known.key(after: key, in: child)) {
            // Where it is known for a while that no key comes, from there on.
            .keys(after: known.firstGap(after: key, in: child) ?? key, child: child)
        }
    }

    private func told(
        _ knowledge: KnownState.Knowledge, _ question: () -> StateQuestion
    ) throws(RuntimeError) -> [UInt8]? {
        switch knowledge {
        case .found(let bytes): return bytes
        case .nothing: return nil
        case .unknown:
            let question = question()
            let count = asked.withLock { asked in
                asked.insert(question)
                return asked.count
            }
            guard manner == .guesses, count < Self.mostQuestions else {
                throw RuntimeError(.unreadableState, "the run needs \(question), which is not known yet")
            }
            return nil
        }
    }

    /// A run that was led astray could ask without end.
    private static let mostQuestions = 100_000
}

/// Something to be asked of whoever keeps a state.
public enum StateQuestion: Hashable, Sendable, CustomStringConvertible {
    /// What is under a key.
    case value(key: [UInt8], child: [UInt8]?)
    /// What keys come after one.
    case keys(after: [UInt8], child: [UInt8]?)

    public var description: String {
        switch self {
        case .value(let key, nil): "the value under \(key.hex)"
        case .value(let key, let child?): "the value under \(key.hex) of the child trie \(child.hex)"
        case .keys(let key, nil): "the keys after \(key.hex)"
        case .keys(let key, let child?): "the keys after \(key.hex) of the child trie \(child.hex)"
        }
    }
}

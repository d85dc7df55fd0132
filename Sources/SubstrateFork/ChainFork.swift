// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives
public import SubstrateRuntime
import Synchronization

/// The state of a chain after a block, with the chain's own rules at hand: whatever is tried on it happens here, and the node is only
/// asked for what the rules read.
///
/// ```swift
/// let fork = try await ChainFork.open(at: try await client.state())
/// let version = try await fork.settled { state throws(RuntimeError) in
///     var overlay = StorageOverlay(over: state)
///     return try fork.code.call("Core_version", on: &overlay)
/// }
/// ```
public final class ChainFork: Sendable {
    /// The block upon which everything is tried.
    public let state: ChainState
    /// The runtime in force after it.
    public let code: RuntimeCode
    private let source: NodeState
    private let fetched: FetchedState
    private let asked: Mutex<Set<StateQuestion>>

    private init(
        _ state: ChainState, _ code: RuntimeCode, _ source: NodeState, _ known: KnownState,
        _ limits: ForkLimits = ForkLimits(), asked: Set<StateQuestion> = []
    ) {
        self.state = state
        self.code = code
        self.source = source
        self.asked = Mutex(asked)
        fetched = FetchedState(known, limits: limits) { try await source.answers(to: $0) }
    }

    /// Forks a chain: asks for the runtime's code, unless it is kept already, and for the values that every block reads.
    ///
    /// - Parameters:
    ///   - codes: Where code is kept from one time to the next; a runtime has more than a megabyte.
    ///   - foreseen: What is going to be asked as far as anybody knows: it is asked for in the first round.
    /// - Throws: `ClientError` for what the node does not answer; `RuntimeError` for code that cannot be run here.
    public static func open(
        at state: ChainState, codes: any CodeMemory = NoCodeMemory(), foreseeing foreseen: Set<StateQuestion> = [],
        limits: ForkLimits = ForkLimits()
    ) async throws -> ChainFork {
        let source = NodeState(of: state.hash, at: state.client)
        async let plain = source.plainValues(by: state.runtimeAfter.metadata)
        // What was foreseen wrongly is no reason to fail: what is needed is asked for again.
        async let answers = try? source.answers(to: foreseen, isRound: false)
        let bytes = try await source.code(codes)
        let code = try RuntimeCode(bytes)
        var known = KnownState()
        for answer in try await plain { known.learn(answer) }
        known.learn(bytes, for: GenesisState.codeKey)
        for answer in await answers ?? [] { known.learn(answer) }
        return ChainFork(state, code, source, known, limits, asked: foreseen)
    }

    /// Forks a chain whose code is at hand: asks for nothing yet.
    convenience init(at state: ChainState, with code: RuntimeCode) {
        var known = KnownState()
        known.learn(code.bytes, for: GenesisState.codeKey)
        self.init(state, code, NodeState(of: state.hash, at: state.client), known)
    }

    /// How many times the node was asked, and how many rounds of asking that took.
    public var traffic: ForkTraffic { source.traffic }

    /// What was asked so far but for what every fork asks: what the next one of this kind may foresee.
    public var questions: Set<StateQuestion> { asked.withLock { $0 } }

    /// What `body` makes of the state: it is run until it meets nothing that is not known, with one round of questions in between.
    ///
    /// What it comes to at last is what it comes to on the whole state. It may be run some dozen times, and must do nothing else.
    ///
    /// - Throws: what `body` throws at last; `ClientError` for what the node does not answer; `RuntimeError` with
    ///   `unreadableState` where the questions do not end.
    public func settled<Answer: Sendable>(
        _ body: (any StateSource) throws(RuntimeError) -> Answer
    ) async throws -> Answer {
        var round = 0
        while true {
            let view = try fetched.view(inRound: round)
            let outcome = Result { () throws(RuntimeError) in try body(view) }
            guard let questions = view.questions else { return try outcome.get() }
            try Task.checkCancellation()
            try await fetched.ask(questions)
            asked.withLock { $0.formUnion(questions) }
            round += 1
        }
    }
}

/// How often a node was asked.
public struct ForkTraffic: Hashable, Sendable {
    public internal(set) var requests = 0
    public internal(set) var rounds = 0
}

/// Where the code of runtimes is kept between forks.
public protocol CodeMemory: Sendable {
    /// The code with this BLAKE2b-256; nil where it is not kept. What is given back is checked.
    func code(_ hash: Hash256) -> [UInt8]?
    func keep(_ code: [UInt8], _ hash: Hash256)
}

/// Keeps nothing.
public struct NoCodeMemory: CodeMemory {
    public init() {}
    public func code(_ hash: Hash256) -> [UInt8]? { nil }
    public func keep(_ code: [UInt8], _ hash: Hash256) {}
}

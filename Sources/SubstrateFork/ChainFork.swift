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
    /// What a run may do.
    let limits: ForkLimits

    private let source: FarState
    private let known: Mutex<KnownState>

    private init(
        _ state: ChainState, _ code: RuntimeCode, _ source: FarState, _ known: KnownState, _ limits: ForkLimits
    ) {
        self.state = state
        self.code = code
        self.source = source
        self.known = Mutex(known)
        self.limits = limits
    }

    /// Forks a chain: asks for the runtime's code, unless it is kept already, and for the values that every block reads.
    ///
    /// - Parameter codes: Where code is kept from one time to the next; a runtime has more than a megabyte.
    /// - Throws: `ClientError` for what the node does not answer; `RuntimeError` for code that cannot be run here.
    public static func open(
        at state: ChainState, codes: any CodeMemory = NoCodeMemory(), limits: ForkLimits = ForkLimits()
    ) async throws -> ChainFork {
        let source = FarState(state)
        async let plain = source.plainValues()
        let bytes = try await source.code(codes)
        let code = try RuntimeCode(bytes)
        var known = KnownState()
        for (key, value) in try await plain { known.learn(value, for: key) }
        known.learn(bytes, for: GenesisState.codeKey)
        return ChainFork(state, code, source, known, limits)
    }

    /// How many times the node was asked, and how many rounds of asking that took.
    public var traffic: ForkTraffic { source.traffic }

    /// What `body` makes of the state: it is run until it meets nothing that is not known, with one round of questions in between.
    ///
    /// What it comes to at last is what it comes to on the whole state. It may be run some dozen times, and must do nothing else.
    ///
    /// - Throws: what `body` throws at last; `ClientError` for what the node does not answer; `RuntimeError` with
    ///   `unreadableState` where the questions do not end.
    public func settled<Answer: Sendable>(
        _ body: (any StateSource) throws(RuntimeError) -> Answer
    ) async throws -> Answer {
        for round in 0..<limits.rounds {
            // Where guesses lead on and on, each further read is waited for.
            let manner: SpeculativeState.Manner = round < limits.guessedRounds ? .guesses : .stops
            let view = SpeculativeState(known.withLock { $0 }, manner: manner)
            let outcome = Result { () throws(RuntimeError) in try body(view) }
            guard let questions = view.questions else { return try outcome.get() }
            try Task.checkCancellation()
            let answers = try await source.answers(to: questions)
            let byteCount = known.withLock { known in
                for answer in answers { known.learn(answer) }
                return known.byteCount
            }
            guard byteCount <= limits.stateBytes else {
                throw RuntimeError(
                    .overLimit, "trying this needs more than \(limits.stateBytes >> 20) MiB of the chain's state")
            }
        }
        throw RuntimeError(
            .unreadableState,
            "after \(limits.rounds) rounds of questions to the node the rules still ask for more of the state")
    }
}

/// How far a fork goes.
public struct ForkLimits: Hashable, Sendable {
    /// How many rounds of questions one run may take.
    public var rounds = 512
    /// How many of those may come of guesses; in the others a run ends at the first thing that is not known.
    public var guessedRounds = 48
    /// How much of the state is kept: a whole one of the main network takes some 100 MiB.
    public var stateBytes = 1 << 29

    public init() {}
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

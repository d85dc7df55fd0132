// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime
import Synchronization

/// A state that somebody else keeps: what is known of it here, and a way to ask for more.
///
/// Whatever needs the state is run on a view of it, in rounds: once a view has no questions, what the run came to is true.
public final class FetchedState: Sendable {
    /// Answers all of these questions, and may answer more than was asked.
    public typealias Source = @Sendable (Set<StateQuestion>) async throws -> [StateAnswer]

    private let known: Mutex<KnownState>
    private let limits: ForkLimits
    private let source: Source

    public init(_ known: KnownState, limits: ForkLimits = ForkLimits(), source: @escaping Source) {
        self.known = Mutex(known)
        self.limits = limits
        self.source = source
    }

    /// The state as far as it is known now, which notes what else is read of it.
    ///
    /// - Parameter round: How often the run has been begun before, from 0.
    /// - Throws: `unreadableState` where the questions do not end.
    public func view(inRound round: Int) throws(RuntimeError) -> SpeculativeState {
        guard round < limits.rounds else {
            throw RuntimeError(
                .unreadableState,
                "after \(limits.rounds) rounds of questions to the node the rules still ask for more of the state")
        }
        // Where guesses lead on and on, each further read is waited for.
        return SpeculativeState(known.withLock { $0 }, manner: round < limits.guessedRounds ? .guesses : .stops)
    }

    /// Asks for what a view was asked for and did not know, and learns it.
    ///
    /// - Throws: what the source throws; `overLimit` where that is more of the state than is kept.
    public func ask(_ questions: Set<StateQuestion>) async throws { try learn(try await answers(to: questions)) }

    /// What the source says to what a view was asked for and did not know.
    public func answers(to questions: Set<StateQuestion>) async throws -> [StateAnswer] { try await source(questions) }

    /// Learns what the source has said.
    ///
    /// - Throws: `overLimit` where that is more of the state than is kept.
    public func learn(_ answers: [StateAnswer]) throws(RuntimeError) {
        let byteCount = known.withLock { known in
            for answer in answers { known.learn(answer) }
            return known.byteCount
        }
        guard byteCount <= limits.stateBytes else {
            throw RuntimeError(
                .overLimit, "trying this needs more than \(limits.stateBytes >> 20) MiB of the chain's state")
        }
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

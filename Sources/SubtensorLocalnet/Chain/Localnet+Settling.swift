// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateFork
import SubstratePrimitives
import SubstrateRPC

/// Whatever looks at the state of a chain that goes on from another network's: what is not here is fetched, and it looks again.
extension Localnet {
    /// What `body` makes of the state, and what `finish` makes of that.
    ///
    /// `body` does nothing else: it may be run some dozen times, until its view of the network's state has no questions. Nothing comes
    /// between the last run and `finish`.
    func settled<Answer, Outcome, Failure: UpstreamReporting>(
        _ body: (SpeculativeState?) throws(Failure) -> Answer, then finish: (Answer) throws(Failure) -> Outcome
    ) async throws(Failure) -> Outcome {
        guard let upstream else { return try finish(try body(nil)) }
        var round = 0
        while true {
            let view: SpeculativeState
            do throws(RuntimeError) {
                view = try upstream.state.view(inRound: round)
            } catch {
                throw Failure(upstream: error.reason)
            }
            let outcome = Result { () throws(Failure) in try body(view) }
            guard let questions = view.questions else { return try finish(try outcome.get()) }
            do {
                let answers = try await upstream.state.answers(to: questions)
                // What could not be kept is not believed either: on another day it would not be there.
                try stateFile?.keep(answers)
                try upstream.state.learn(answers)
            } catch {
                let reason = (error as? any CodedError)?.reason ?? "\(error)"
                let others = questions.count > 1 ? " and \(questions.count - 1) more" : ""
                throw Failure(upstream: "\(reason) (asked for \(questions.first?.description ?? "")\(others))")
            }
            round += 1
        }
    }

    /// What `body` makes of the state.
    func settled<Answer, Failure: UpstreamReporting>(
        _ body: (SpeculativeState?) throws(Failure) -> Answer
    ) async throws(Failure) -> Answer {
        try await settled(body) { answer throws(Failure) in answer }
    }

    /// What `body` reads of the state after a block, the newest for nil; it may be run more than once.
    func reading<Answer>(
        at hash: Hash256?, _ body: (BlockState) throws(RPCFault) -> Answer
    ) async throws(RPCFault) -> Answer {
        try await settled { view throws(RPCFault) in try body(try state(at: hash, over: view)) }
    }

    /// What `finish` makes of what `body` reads; no block comes between.
    func reading<Answer, Outcome>(
        at hash: Hash256?, _ body: (BlockState) throws(RPCFault) -> Answer,
        then finish: (Answer) throws(RPCFault) -> Outcome
    ) async throws(RPCFault) -> Outcome {
        try await settled(
            { view throws(RPCFault) in try body(try state(at: hash, over: view)) }, then: finish)
    }
}

/// An error that can say that the network from which a chain goes on has not told what is needed of its state.
protocol UpstreamReporting: Error {
    init(upstream reason: String)
}

extension LocalnetError: UpstreamReporting {
    init(upstream reason: String) {
        self.init(.upstreamSilent, "the network that this chain is forked from: \(reason)")
    }
}

extension RPCFault: UpstreamReporting {
    init(upstream reason: String) {
        self.init(
            code: -32603, message: "Internal error",
            data: .string("the network that this chain is forked from: \(reason)")
        )
    }
}

extension TransactionFault: UpstreamReporting {
    init(upstream reason: String) { self = .unanswered("the network that this chain is forked from: \(reason)") }
}

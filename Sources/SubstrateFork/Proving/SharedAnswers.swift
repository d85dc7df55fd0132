// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

/// Answers that never change, each asked for once: who comes while it is on its way waits for the same one. A failure is not kept.
final class SharedAnswers<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private typealias Work = Task<Result<Answer, RPCError>, Never>

    private let capacity: Int
    private let contents = Mutex<(work: [Question: Work], order: [Question])>(([:], []))

    init(capacity: Int) { self.capacity = capacity }

    func answer(
        _ question: Question, _ ask: @escaping @Sendable () async throws(RPCError) -> Answer
    ) async throws(RPCError) -> Answer {
        let work = contents.withLock { contents in
            if let known = contents.work[question] { return known }
            // Without an owner, because it serves all who wait; the connection's timeout bounds it.
            let work = Work { await Result { () async throws(RPCError) in try await ask() } }
            contents.work[question] = work
            contents.order.append(question)
            if contents.order.count > capacity { contents.work[contents.order.removeFirst()] = nil }
            return work
        }
        do {
            return try await work.value.get()
        } catch {
            contents.withLock { contents in
                guard contents.work[question] == work else { return }
                contents.work[question] = nil
                contents.order.removeAll { $0 == question }
            }
            throw error
        }
    }

    /// Takes an answer that came by another way.
    func keep(_ answer: Answer, to question: Question) async throws(RPCError) {
        _ = try await self.answer(question) { answer }
    }
}

extension Result where Failure == RPCError, Success: Sendable {
    /// What an operation gives or throws, so that it can run as a child task and still throw one type of error.
    init(_ body: @Sendable () async throws(RPCError) -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Hands elements from one task to another, one at a time: the sender goes on when its element is taken.
final class HandOver<Element: Sendable>: Sendable {
    private struct State {
        var waiting: CheckedContinuation<Void, any Error>?
        var isFinished = false
    }

    /// At most one sender waits; after the end none does.
    private let state = Mutex(State())
    private let elements: AsyncStream<Element>.Continuation

    private init(_ elements: AsyncStream<Element>.Continuation) { self.elements = elements }

    static func make() -> (HandOver<Element>, AsyncStream<Element>) {
        let (stream, continuation) = AsyncStream.makeStream(of: Element.self)
        return (HandOver(continuation), stream)
    }

    /// Sends an element and waits until it is taken.
    func send(_ element: Element) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isOpen = state.withLock { state in
                guard !state.isFinished, state.waiting == nil else { return false }
                state.waiting = continuation
                return true
            }
            if isOpen {
                elements.yield(element)
            } else {
                continuation.resume(
                    throwing: NetworkingError(
                        .brokenStream, "the other side of the stream is gone, or parts were sent at once"))
            }
        }
    }

    /// The last element is dealt with.
    func taken() { resume(.success(())) }

    /// Nothing more comes, or nobody listens any more.
    func finish() {
        state.withLock { $0.isFinished = true }
        elements.finish()
        resume(.failure(NetworkingError(.brokenStream, "the other side of the stream is gone")))
    }

    private func resume(_ result: Result<Void, any Error>) {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(with: result)
    }
}

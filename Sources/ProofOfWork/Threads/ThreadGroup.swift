// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Threads that were started together and are joined together, off the cooperative pool.
package final class ThreadGroup: Sendable {
    /// The threads that nobody has joined yet.
    private let threads: Mutex<[SystemThread]>

    /// Starts `count` threads; when one cannot be started, calls `giveUp`, waits for the others and throws.
    ///
    /// - Parameters:
    ///   - processors: where the threads are bound to, thread i to the i-th, starting over when there are more threads;
    ///     empty to let the system place them. A thread that cannot be bound runs all the same.
    ///   - giveUp: makes every running body return.
    init(
        count: Int, name: String, processors: [Int] = [], giveUp: () -> Void, body: @escaping @Sendable (Int) -> Void
    ) throws(ProofOfWorkError) {
        var started: [SystemThread] = []
        for index in 0..<count {
            let processor = processors.isEmpty ? nil : processors[index % processors.count]
            let start: @Sendable () -> Void = {
                if let processor { _ = SystemThread.pinCurrent(to: processor) }
                body(index)
            }
            guard let thread = SystemThread(name: "\(name)-\(index)", start) else {
                giveUp()
                started.forEach { $0.join() }
                throw ProofOfWorkError(
                    .threadNotStarted,
                    "the system refused thread \(index + 1) of \(count): use fewer threads or raise the limit (ulimit -u)"
                )
            }
            started.append(thread)
        }
        threads = Mutex(started)
    }

    /// Takes over the duty to join the threads.
    private func takeThreads() -> [SystemThread] {
        threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
    }

    /// Waits like `join()`, and blocks the calling thread.
    func joinBlocking() { takeThreads().forEach { $0.join() } }

    /// Waits until every thread has ended. Whoever calls must have told them to.
    func join() async {
        let mine = takeThreads()
        guard !mine.isEmpty else { return }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let wait: @Sendable () -> Void = {
                mine.forEach { $0.join() }
                continuation.resume()
            }
            if let joiner = SystemThread(name: "thread-join", wait) {
                joiner.detach()
            } else {
                // No room for one more thread: block this one for the rest of a slice.
                wait()
            }
        }
    }

    /// Runs `body` on `count` threads and returns their results in order of their index.
    ///
    /// A body should ask `isCancelled` every few milliseconds and return when it says yes; then this throws
    /// `CancellationError`.
    package static func run<Result: Sendable>(
        count: Int, name: String, processors: [Int] = [],
        body: @escaping @Sendable (_ index: Int, _ isCancelled: () -> Bool) -> Result
    ) async throws -> [Result] {
        let shared = Run<Result>(count: count)
        let cancel: @Sendable () -> Void = { shared.isCancelled.store(true, ordering: .relaxed) }
        let group = try ThreadGroup(count: count, name: name, processors: processors, giveUp: cancel) { index in
            let result = body(index) { shared.isCancelled.load(ordering: .relaxed) }
            shared.results.withLock { $0[index] = result }
        }
        await withTaskCancellationHandler {
            await group.join()
        } onCancel: {
            cancel()
        }
        try Task.checkCancellation()
        return shared.results.withLock { $0.compactMap(\.self) }
    }

    private final class Run<Result: Sendable>: Sendable {
        let isCancelled = Atomic(false)
        let results: Mutex<[Result?]>

        init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

/// Where what waits for the outside runs: a thread of its own, not one of the few that tasks share.
enum WaitingThread {
    /// Runs `body`, which asks now and then whether it shall go on.
    ///
    /// - Throws: what `body` throws; `CancellationError` when the task is cancelled meanwhile.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (_ isCancelled: () -> Bool) throws -> Value
    ) async throws -> Value {
        let isCancelled = CancellationFlag()
        let value = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, any Error>, Never>) in
                DispatchQueue.global().async {
                    continuation.resume(returning: Result { try body { isCancelled.value } })
                }
            }
        } onCancel: {
            isCancelled.set()
        }
        try Task.checkCancellation()
        return try value.get()
    }
}

/// Set once, seen by another thread.
private final class CancellationFlag: Sendable {
    private let flag = Atomic(false)
    var value: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}

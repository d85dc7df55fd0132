// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A value that is set once, by whoever comes first, and awaited by one task.
package final class OneShot<Value: Sendable>: Sendable {
    /// Invariant: moves only from `empty` through `awaited` to `set`, or straight from `empty` to `set`. The
    /// continuation is resumed after the lock is released.
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value, Never>)
        case set(Value)
    }

    private let state = Mutex(State.empty)

    package init() {}

    /// Sets the value. Returns false, and does nothing, when it was set before.
    @discardableResult
    package func set(_ value: Value) -> Bool {
        let (isFirst, waiter): (Bool, CheckedContinuation<Value, Never>?) = state.withLock { state in
            switch state {
            case .set: return (false, nil)
            case .empty:
                state = .set(value)
                return (true, nil)
            case .awaited(let continuation):
                state = .set(value)
                return (true, continuation)
            }
        }
        waiter?.resume(returning: value)
        return isFirst
    }

    /// Waits for the value. To be called once.
    package func value() async -> Value {
        await withCheckedContinuation { continuation in
            let ready: Value? = state.withLock { state in
                if case .set(let value) = state { return value }
                state = .awaited(continuation)
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A value that threads share under a lock, and on whose change they can wait without spinning.
final class Monitor<State: Sendable>: @unchecked Sendable {
    // `state` is touched only between lock and unlock of `mutex`; both primitives keep their address for life.
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        mutex.initialize(to: pthread_mutex_t())
        changed.initialize(to: pthread_cond_t())
        let status = (pthread_mutex_init(mutex, nil), Self.makeCondition(changed))
        precondition(status == (0, 0), "a mutex and a condition can always be made")
    }

    /// One whose waits end by the clock that nobody sets.
    private static func makeCondition(_ condition: UnsafeMutablePointer<pthread_cond_t>) -> Int32 {
        #if canImport(Darwin)
            // Waits there are given a length, and no end.
            return pthread_cond_init(condition, nil)
        #else
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            defer { pthread_condattr_destroy(&attributes) }
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            return pthread_cond_init(condition, &attributes)
        #endif
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deinitialize(count: 1).deallocate()
        mutex.deinitialize(count: 1).deallocate()
    }

    /// Changes the state and wakes every thread that waits.
    func update(_ change: (inout State) -> Void) {
        pthread_mutex_lock(mutex)
        change(&state)
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }

    /// What `answer` says about the state now.
    func read<Answer>(_ answer: (State) -> Answer) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return answer(state)
    }

    /// Blocks the thread until `answer` has one about the state, or for `limit`; nil when there is none by then.
    func wait<Answer>(atMost limit: Duration, for answer: (State) -> Answer?) -> Answer? {
        let end = ContinuousClock.now + limit
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let answer = answer(state) { return answer }
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { return nil }
            waitOnce(atMost: left)
        }
    }

    /// Waits for a change with the mutex locked; may wake early.
    private func waitOnce(atMost limit: Duration) {
        // An hour at a time fits into every system's numbers.
        let (seconds, attoseconds) = min(limit, .seconds(3600)).components
        let nanoseconds = Int(attoseconds / 1_000_000_000)
        #if canImport(Darwin)
            var relative = timespec(tv_sec: Int(seconds), tv_nsec: nanoseconds)
            pthread_cond_timedwait_relative_np(changed, mutex, &relative)
        #else
            var end = timespec()
            clock_gettime(CLOCK_MONOTONIC, &end)
            let sum = Int(end.tv_nsec) + nanoseconds
            end.tv_sec += Int(seconds) + sum / 1_000_000_000
            end.tv_nsec = sum % 1_000_000_000
            pthread_cond_timedwait(changed, mutex, &end)
        #endif
    }

    /// Blocks the thread until `answer` has one about the state.
    func wait<Answer>(for answer: (State) -> Answer?) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let answer = answer(state) { return answer }
            pthread_cond_wait(changed, mutex)
        }
    }
}

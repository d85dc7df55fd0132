// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// How a search's threads share the processors with whatever else wants them.
public enum WorkPriority: Hashable, Sendable, CustomStringConvertible {
    /// As the program was started.
    case inherited
    /// Only what nobody else wants: a thread gives its processor up at once.
    case background
    /// A nice value from -20, which goes before others and wants a privilege, to 19, which goes behind them.
    case nice(Int)

    /// A priority as a person types it: `background`, `low`, `normal`, `high`, or a nice value.
    public init(parsing text: String) throws(ProofOfWorkError) {
        switch text {
        case "background", "idle": self = .background
        case "low": self = .nice(10)
        case "normal": self = .inherited
        case "high": self = .nice(-5)
        default:
            guard let value = Int(text), (-20...19).contains(value) else {
                throw ProofOfWorkError(
                    .invalidOption,
                    "the priority \(excerpt(text)) is none of background, low, normal, high, or a nice value from -20 to 19"
                )
            }
            self = .nice(value)
        }
    }

    public var description: String {
        switch self {
        case .inherited: "normal"
        case .background: "background"
        case .nice(let value): String(value)
        }
    }

    /// Gives the calling thread this priority; false where the system refuses.
    func applyToThisThread() -> Bool {
        switch self {
        case .inherited: return true
        case .background:
            #if os(Linux)
                // SCHED_IDLE of sched(7), by the number that Swift's module of the C library hides.
                var parameters = sched_param()
                return sched_setscheduler(0, 5, &parameters) == 0
            #else
                return pthread_set_qos_class_self_np(QOS_CLASS_BACKGROUND, 0) == 0
            #endif
        case .nice(let value):
            #if os(Linux)
                // On Linux a nice value belongs to a thread. 0 and 0: a process, the calling one; setpriority(2).
                return setpriority(0, 0, Int32(value)) == 0
            #else
                let quality = value > 0 ? QOS_CLASS_UTILITY : QOS_CLASS_USER_INITIATED
                return pthread_set_qos_class_self_np(quality, 0) == 0
            #endif
        }
    }

    /// Tries it on a thread of its own.
    ///
    /// - Throws: `invalidOption` when the system refuses; `threadNotStarted`.
    func check() throws(ProofOfWorkError) {
        guard self != .inherited else { return }
        let isGranted = Mutex(false)
        guard let thread = SystemThread(name: "priority", { isGranted.withLock { $0 = applyToThisThread() } }) else {
            throw ProofOfWorkError(.threadNotStarted, "the system refused a thread: raise the limit (ulimit -u)")
        }
        thread.join()
        guard isGranted.withLock(\.self) else {
            throw ProofOfWorkError(
                .invalidOption,
                "the system refuses this user the priority \(self): use a nice value of 0 or more, or background")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CProcess

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a process does so that nothing outside of it gets to see the secrets in it.
///
/// A program calls ``begin(keepingHandlersOf:)`` before it asks for a password or opens a key; `btcli` does. A library does not: it would decide
/// for a whole program that no debugger may look at it.
public enum ProcessSecrecy {
    /// From now on until the process ends: no core file, no debugger of the same user (Linux), and no crash report with
    /// registers and memory, as Swift's own would print.
    ///
    /// - Parameter handled: signals for which the program has handlers of its own, which stay.
    public static func begin(keepingHandlersOf handled: [Int32] = []) {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
            let core = __rlimit_resource_t(RLIMIT_CORE.rawValue)
        #else
            let core = RLIMIT_CORE
        #endif
        setrlimit(core, &none)
        _ = cprocess_forbid_inspection()
        // The system's own ending, which says the signal's name, in the place of the handlers of Swift's crash reporter.
        let fatal = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP]
        for number in fatal where !handled.contains(number) {
            let before = signal(number, SIG_DFL)
            if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
        }
    }
}

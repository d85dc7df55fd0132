// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

extension SystemThread {
    /// Binds the calling thread to one processor. False where the system refuses, or binds no threads (Darwin).
    static func pinCurrent(to processor: Int) -> Bool {
        #if os(Linux)
            guard let setAffinity, (0..<1_000_000).contains(processor) else { return false }
            var mask = [UInt64](repeating: 0, count: processor / 64 + 1)
            mask[processor / 64] = 1 << UInt64(processor % 64)
            // Thread 0 is the caller, see sched_setaffinity(2).
            return setAffinity(0, mask.count * MemoryLayout<UInt64>.size, mask) == 0
        #else
            return false
        #endif
    }
}

#if os(Linux)
    /// sched_setaffinity(2): a GNU extension that Swift's module of the C library hides, so it is looked up by name.
    /// A static binary has no such table, and then threads are not bound.
    private let setAffinity: (@Sendable @convention(c) (pid_t, Int, UnsafePointer<UInt64>) -> Int32)? = {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "sched_setaffinity") else { return nil }
        return unsafeBitCast(symbol, to: (@Sendable @convention(c) (pid_t, Int, UnsafePointer<UInt64>) -> Int32).self)
    }()
#endif

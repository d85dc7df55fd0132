// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A sleep before a wait, as NVIDIA's wait for OpenCL keeps a core busy until it ends.
///
/// It takes most of what the wait before took: a wait that was slept through makes the next sleep shorter.
struct WaitingNap {
    private(set) var length = Duration.zero
    private var start = ContinuousClock.now

    /// Sleeps.
    mutating func begin() {
        start = .now
        guard length > .zero else { return }
        let (seconds, attoseconds) = length.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }

    /// Takes in that the wait is over.
    mutating func end() { learn(start.duration(to: .now)) }

    /// Takes in how long it was.
    mutating func learn(_ wait: Duration) { length = min(wait * 0.8, .milliseconds(20)) }
}

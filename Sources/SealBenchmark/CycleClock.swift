// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Counts the cycles of the core that the calling thread is on, by what the core does with them.
///
/// A chain of additions and exclusive ors, of which each needs the one before, takes one cycle each on every processor in
/// use. So work is counted in cycles even where the clock is hidden or changes. The figures hold for optimised builds only.
public enum CycleClock {
    /// What `work` takes on the calling thread: processor time, without what stood in its way, and cycles.
    ///
    /// The frequency is measured before and after it, and the higher one counts.
    public static func measure(_ work: () -> Void) -> (time: Duration, cycles: Double) {
        let before = frequency()
        let begin = ThreadClock.now()
        work()
        let time = ThreadClock.now() - begin
        return (time, time / .seconds(1) * max(before, frequency()))
    }

    /// Cycles per second: the highest of several measurements, as a disturbance can only lower one.
    public static func frequency() -> Double {
        (0..<3).reduce(0) { highest, _ in max(highest, measurement()) }
    }

    private static func measurement() -> Double {
        // More than 100 µs: half of one is what it takes to ask how late it is.
        let steps = 65_536
        let begin = ThreadClock.now()
        // A start that nobody knows beforehand: the chain cannot be computed ahead of the clock.
        let end = chain(from: UInt64(truncatingIfNeeded: begin.components.attoseconds) | 1, steps: steps)
        // It never is zero. The test keeps the chain in front of the second look at the clock.
        guard end != (0, 0) else { return 0 }
        let time = (ThreadClock.now() - begin) / .seconds(1)
        return time > 0 ? Double(steps * 8) / time : 0
    }

    /// Eight dependent operations per step. Sums and exclusive ors in turn have no shorter form that a compiler finds.
    @inline(never)
    private static func chain(from start: UInt64, steps: Int) -> (UInt64, UInt64) {
        var (a, b) = (start, start)
        for _ in 0..<steps {
            a &+= b
            b ^= a
            a &+= b
            b ^= a
            a &+= b
            b ^= a
            a &+= b
            b ^= a
        }
        return (a, b)
    }
}

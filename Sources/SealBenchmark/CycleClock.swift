/// The clock frequency of the core that the calling thread is on, measured by what the core does with it.
///
/// The search takes turns with a chain of additions and exclusive ors of which each needs the one before: one cycle each
/// on every processor in use. So a hash is counted in cycles even where the clock is hidden or changes. The figure holds
/// for optimised builds only.
enum CycleClock {
    /// Cycles per second: the highest of several measurements, as a disturbance can only lower one.
    static func frequency() -> Double {
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

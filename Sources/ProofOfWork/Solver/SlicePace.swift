/// How many nonces a worker takes between two looks at the shared puzzle.
struct SlicePace {
    private(set) var nonces: UInt64
    private let isFixed: Bool

    /// What one slice should take. A puzzle is to be taken up within 5 ms, and the system may let the thread wait.
    private static let budget: Duration = .milliseconds(1)
    /// From the slowest machine's first slice to the fastest device's.
    private static let bounds: ClosedRange<UInt64> = 128...(1 << 24)

    /// A pace that stays at `updateInterval`, or that follows the measured rate when that is nil.
    init(updateInterval: UInt64?) {
        nonces = updateInterval ?? 512
        isFixed = updateInterval != nil
    }

    /// Takes in that `tried` nonces took `time`.
    mutating func observe(tried: UInt64, time: Duration) {
        guard !isFixed, time > .zero else { return }
        let fitting = Double(tried) * (Self.budget / time)
        // One odd slice, cut short by a full buffer or stretched by another process, must not throw the pace far off.
        let gentle = min(max(fitting, Double(nonces) / 2), Double(nonces) * 2)
        nonces = min(max(UInt64(gentle), Self.bounds.lowerBound), Self.bounds.upperBound)
    }
}

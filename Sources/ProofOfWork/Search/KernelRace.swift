// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A race of kernels for the least processor time per nonce, some 20 ms long.
///
/// No order that is written down holds on every processor: where instructions of two generations do not mix, or where
/// one pipe of four knows Keccak's, the kernel with the most extensions can be the slowest.
struct KernelRace {
    /// How many kernels take part, the preferred ones first.
    let contenders: Int
    /// The processor time that one of them takes for so many nonces.
    let time: (_ contender: Int, _ nonces: UInt64) -> Duration

    /// What one turn takes.
    private static let turn = Duration.microseconds(500)
    private static let turns = 11
    /// Differences that are no reason to leave the preferred one.
    private static let tie = 1.01

    /// The place of the fastest. The turns alternate, so that whatever else the machine does meets all alike.
    func winner() -> Int {
        var sizes = (0..<contenders).map(nonces)
        // Nonces per turn tell the rates roughly. Who is that far behind stays behind, and its turns cost the most.
        let most = sizes.max() ?? 0
        for contender in sizes.indices where sizes[contender] < most / 2 { sizes[contender] = 0 }
        guard sizes.count(where: { $0 > 0 }) > 1 else { return sizes.firstIndex { $0 > 0 } ?? 0 }
        var costs = sizes.map { _ in [Double]() }
        for _ in 0..<Self.turns {
            for contender in sizes.indices where sizes[contender] > 0 {
                costs[contender].append(time(contender, sizes[contender]) / Self.turn / Double(sizes[contender]))
            }
        }
        // What disturbs a turn makes it longer: the lower quartile is left in peace by three disturbed ones of four.
        let quartiles = costs.map { $0.isEmpty ? .infinity : $0.sorted()[$0.count / 4] }
        let least = quartiles.min() ?? 0
        return quartiles.firstIndex { $0 <= least * Self.tie } ?? 0
    }

    /// About as many nonces as fill a turn, at least 64: more than any kernel tries at once.
    private func nonces(_ contender: Int) -> UInt64 {
        var count: UInt64 = 64
        // The first call also pays for the table of schedules, and for code that has to be read.
        _ = time(contender, count)
        while true {
            let taken = time(contender, count)
            if taken * 4 >= Self.turn || count >= 1 << 20 {
                let fitting = Double(count) * (Self.turn / max(taken, .nanoseconds(1)))
                return max(64, UInt64(min(fitting, Double(1 << 22))))
            }
            count *= 2
        }
    }
}

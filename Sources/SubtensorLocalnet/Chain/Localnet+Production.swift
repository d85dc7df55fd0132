// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Blocks that a chain makes by itself.
extension Localnet {
    /// Makes blocks until the task is cancelled, or returns when none are to be made.
    nonisolated func makeBlocks(_ production: BlockProduction, clock: any Clock<Duration>) async {
        switch production {
        case .timer(let time): await makeBlocks(every: time, clock: clock)
        case .instant: await makeBlocksAtOnce()
        case .onDemand: break
        }
    }

    /// A late block does not make the next ones late.
    private nonisolated func makeBlocks<C: Clock<Duration>>(every blockTime: Duration, clock: C) async {
        var next = clock.now
        while true {
            next = max(next.advanced(by: blockTime), clock.now)
            // It fails when it is cancelled, and then only.
            guard (try? await clock.sleep(until: next, tolerance: nil)) != nil else { return }
            await produceBlock()
        }
    }

    private nonisolated func makeBlocksAtOnce() async {
        for await _ in arrivals {
            while await takeWaiting() {}
        }
    }

    /// Makes a block of what waits; whether another one would take more.
    private func takeWaiting() async -> Bool {
        let count = waitingExtrinsics
        guard pool.hasReady else { return false }
        await produceBlock()
        return waitingExtrinsics < count && pool.hasReady
    }
}

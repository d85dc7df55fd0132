// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Nonces that rise, even when many are made within one tick of the clock or the clock is set back a little.
final class RisingNonces: Sendable {
    private let last = Atomic<Int64>(0)

    /// The present time, or one more than the last nonce.
    func next(_ now: Int64) -> Int64 {
        var previous = last.load(ordering: .relaxed)
        while true {
            let nonce = max(now, previous + 1)
            let (exchanged, original) = last.compareExchange(
                expected: previous, desired: nonce, ordering: .relaxed)
            if exchanged { return nonce }
            previous = original
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The endless row of nonces that one worker tries: from a start on, in the direction that is fast, none twice.
///
/// Under `register` it counts up by one. Under `pow-register` it walks all 2^24 values of the high three bytes, wrapping
/// around, and then goes on with the next value of the low five.
package struct NonceTrail {
    let scheme: SealScheme
    package private(set) var next: UInt64
    package let stride: UInt64
    /// How many nonces may be tried from `next` on at `stride`.
    package private(set) var remaining: UInt64
    private let lap: UInt64?

    package init(start: UInt64, scheme: SealScheme) {
        self.scheme = scheme
        next = start
        stride = scheme.nativeStride
        lap = SealSearch.period(ofStride: stride)
        remaining = lap ?? .max
    }

    /// Goes on by `count` nonces, at most `remaining`.
    package mutating func advance(by count: UInt64) {
        next &+= count &* stride
        guard let lap else { return }
        remaining -= count
        if remaining == 0 {
            // Back where this lap began: the next one differs in the bits below the stride.
            let lowBits = stride - 1
            next = next & ~lowBits | (next &+ 1) & lowBits
            remaining = lap
        }
    }
}

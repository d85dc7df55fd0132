// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// The endless row of nonces that one worker tries: from a start on, in the direction that is fast, none twice.
///
/// Under `register` it counts up by one. Under `pow-register` it walks a lap of values of the high three bytes, and then
/// goes on with the next value of the low five.
package struct NonceTrail {
    /// Which values of the high three bytes belong to a lap of `pow-register`.
    package enum Lap: Sendable {
        /// All 2^24, from those of the start on, wrapping around.
        case whole
        /// Those from 0 on whose message schedules a processor has in a table. What a lap costs beside its nonces, one
        /// compression of SHA-256, is less than the schedules would.
        case tabled
        /// As many as a card's work item tries: the 32, from a multiple of 32 on, to which the start belongs. For cards are so
        /// fast that many of them, each with the same few, would soon meet in the low five bytes.
        case grid
    }

    package static let gridRows = UInt64(seal_grid_rows)

    let scheme: SealScheme
    package private(set) var next: UInt64
    package let stride: UInt64
    /// How many nonces may be tried from `next` on at `stride`.
    package private(set) var remaining: UInt64
    private let lap: UInt64?

    package init(start: UInt64, scheme: SealScheme, lap: Lap = .whole) {
        self.scheme = scheme
        stride = scheme.nativeStride
        let period = SealSearch.period(ofStride: stride)
        switch lap {
        case .whole:
            self.lap = period
            next = start
        case .tabled:
            self.lap = period.map { min($0, UInt64(SEAL_TABLE_WORDS)) }
            next = period == nil ? start : start & (stride - 1)
        case .grid:
            self.lap = period.map { min($0, Self.gridRows) }
            next = period == nil ? start : start & ~((Self.gridRows - 1) * stride)
        }
        remaining = self.lap ?? .max
    }

    /// Goes on by `count` nonces, at most `remaining`.
    package mutating func advance(by count: UInt64) {
        next &+= count &* stride
        guard let lap else { return }
        remaining -= count
        if remaining == 0 {
            // Back where this lap began: the next one differs in the bits below the stride.
            let lowBits = stride - 1
            next = (next &- lap &* stride) & ~lowBits | (next &+ 1) & lowBits
            remaining = lap
        }
    }

    /// Goes on by so many laps from the begin of one.
    mutating func advance(laps count: UInt64) {
        next = scheme.columnStart(next, after: count)
    }
}

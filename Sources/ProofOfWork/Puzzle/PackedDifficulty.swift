// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A 64-bit difficulty as the two 32-bit halves in which Python's solver shares it between processes.
public struct PackedDifficulty: Hashable, Sendable {
    public let high: UInt32
    public let low: UInt32

    public init(high: UInt32, low: UInt32) {
        self.high = high
        self.low = low
    }

    /// Packs a difficulty.
    public init(_ difficulty: UInt64) {
        high = UInt32(truncatingIfNeeded: difficulty >> 32)
        low = UInt32(truncatingIfNeeded: difficulty)
    }

    /// The difficulty that was packed.
    public var difficulty: UInt64 { UInt64(high) << 32 | UInt64(low) }
}

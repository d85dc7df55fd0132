// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension SealTarget {
    /// The difficulty that `pow_register` really demands, from the three values that a subnet may have stored.
    ///
    /// The value is held between `minimum` (1 at least) and `maximum` (never below that minimum; 2^64 - 1 when none is
    /// stored). A missing value or minimum counts as 0.
    public static func effectiveDifficulty(value: UInt64?, minimum: UInt64?, maximum: UInt64?) -> UInt64 {
        let floor = max(1, minimum ?? 0)
        let ceiling = max(floor, maximum ?? .max)
        return min(max(value ?? 0, floor), ceiling)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// When a chain makes blocks besides those that it is asked for, by ``Localnet/produceBlock()`` or `engine_createBlock`.
public enum BlockProduction: Hashable, Sendable {
    /// One after another, so far apart.
    case timer(Duration)
    /// As soon as an extrinsic has come that a block can take. Between two of them no block comes, whatever waits for one.
    case instant
    /// Never.
    case onDemand
}

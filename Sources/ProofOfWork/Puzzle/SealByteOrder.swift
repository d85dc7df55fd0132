// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How a chain reads the 32 seal bytes as a number.
public enum SealByteOrder: String, Hashable, Sendable, CaseIterable {
    /// Most significant byte first: `register` on runtimes up to spec version 277.
    case big
    /// Least significant byte first: `register` on later runtimes, and `pow_register`.
    case little
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How much JSON is taken from a stranger.
public struct JSONLimits: Hashable, Sendable {
    /// Arrays and objects inside each other. Substrate's own answers stay below 20; serde_json stops at 128.
    public var maxDepth: Int
    /// Size of the text.
    public var maxBytes: Int
    /// Values of every kind, containers included: keeps a text full of `[],[],[]` from taking 16 times its size.
    public var maxValues: Int

    public init(maxDepth: Int = 128, maxBytes: Int = 16 << 20, maxValues: Int = 1 << 20) {
        self.maxDepth = maxDepth
        self.maxBytes = maxBytes
        self.maxValues = maxValues
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What was written over a state: new values, and nil for what was removed.
public struct StorageChanges: Sendable, Hashable {
    /// In the main trie.
    public var top: [[UInt8]: [UInt8]?]
    /// In child tries, by their names without the prefix `:child_storage:default:`.
    public var children: [[UInt8]: [[UInt8]: [UInt8]?]]

    public init(top: [[UInt8]: [UInt8]?] = [:], children: [[UInt8]: [[UInt8]: [UInt8]?]] = [:]) {
        self.top = top
        self.children = children
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A state that can be read: a trie, an overlay, another node's, whatever keeps keys and values.
///
/// `child` names a child trie, without the prefix `:child_storage:default:`; nil is the main trie.
public protocol StateSource: Sendable {
    /// The value under `key`; nil when there is none.
    func value(for key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]?
    /// The next key in byte order, strictly after `key`; nil when that was the last.
    func key(after key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]?
    /// As ``key(after:in:)``, with each key paid for that is passed on the way because it holds nothing.
    ///
    /// A source that finds the next key at once, such as a trie, need not have it.
    func key(
        after key: [UInt8], in child: [UInt8]?, charge: StorageWork.Charge
    ) throws(RuntimeError) -> [UInt8]?
}

extension StateSource {
    public func key(
        after key: [UInt8], in child: [UInt8]?, charge: StorageWork.Charge
    ) throws(RuntimeError) -> [UInt8]? {
        try self.key(after: key, in: child)
    }
}

/// How values stand in a trie's nodes, as a runtime's version names it.
public enum StateVersion: UInt8, Sendable {
    /// Every value stands in its node.
    case v0 = 0
    /// Values of 33 bytes and more stand in their node as a hash.
    case v1 = 1
}

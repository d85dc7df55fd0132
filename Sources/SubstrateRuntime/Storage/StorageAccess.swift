// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One call of a runtime into its storage, as it comes.
public struct StorageAccess: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// It asks for the value under the key.
        case get
        /// It asks whether there is a value under the key.
        case exists
        /// It asks which key comes after the key; the value is that key.
        case next
        case set
        case clear
        /// It removes what stands under keys that begin with the key: so many of the state's own were passed.
        case clearPrefix(removed: UInt32)
        /// It appends the value to the list under the key.
        case append
        /// It asks for the root of the state; the value is that root.
        case root
        /// It begins a transaction within what it does.
        case begin
        /// It ends one, and what was written stays.
        case commit
        /// It ends one, and what was written is undone.
        case rollBack
    }

    public let kind: Kind
    /// Empty where the call is about no key.
    public let key: [UInt8]
    /// The name of the child trie that it is about; nil for the state itself.
    public let child: [UInt8]?
    /// What was read or written; nil where there is nothing, or nothing to tell.
    public let value: [UInt8]?
    /// How many transactions of the runtime's own it stands in.
    public let depth: Int

    public init(_ kind: Kind, key: [UInt8] = [], child: [UInt8]? = nil, value: [UInt8]? = nil, depth: Int) {
        self.kind = kind
        self.key = key
        self.child = child
        self.value = value
        self.depth = depth
    }
}

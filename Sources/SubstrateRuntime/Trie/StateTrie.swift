// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// The state of a chain as its blocks bind it: a base-16 Patricia trie over BLAKE2b-256, with child tries whose roots stand in it.
///
/// A copy costs nothing, and what was changed shares the rest with what it was made of. A value keeps the form that the state
/// version gave it when it was written. The root is made when it is asked for, out of what changed since the last time; that
/// makes it cheap to ask again.
///
/// ```swift
/// let trie = StateTrie(of: [(key: Array("key".utf8), value: [1, 2, 3])], version: .v1)
/// let next = trie.applying(StorageChanges(top: [Array("more".utf8): [4]]), version: .v1)
/// print(next.root)
/// ```
public struct StateTrie: StateSource {
    private var top: TrieNode?
    private var children: [ByteKey: TrieNode] = [:]

    /// Under which the main trie has the roots of child tries.
    public static let childRootPrefix = [UInt8](":child_storage:default:".utf8)

    /// The root of a trie without a key.
    public static let emptyRoot = StateTrie().root

    /// A state without a key.
    public init() {}

    /// The state of these values; of two under one key the later one counts.
    public init(of entries: some Sequence<(key: [UInt8], value: [UInt8])>, version: StateVersion) {
        var changes = TrieChanges()
        changes.reserve(entries.underestimatedCount)
        for (key, value) in entries { changes.add(value, for: key) }
        top = changes.applied(to: nil, version: version).root
    }

    public func value(for key: [UInt8], in child: [UInt8]?) -> [UInt8]? { node(of: child)?.value(for: key)?.bytes }

    public func key(after key: [UInt8], in child: [UInt8]?) -> [UInt8]? { node(of: child)?.key(after: key) }

    /// The state after these changes. What a child trie holds decides what the main trie has of it: its root, or nothing when
    /// it is empty.
    public func applying(_ changes: StorageChanges, version: StateVersion) -> StateTrie {
        // Nobody pays, so nobody runs out of it.
        applying(changes, version: version, paying: { (_) throws(Never) in })
    }

    /// As ``applying(_:version:)``, with those bytes paid for that were not changed and yet have to be hashed again with the root: long
    /// values that stand in nodes on the way to what has changed, as version 0 writes them.
    public func applying(
        _ changes: StorageChanges, version: StateVersion, charge: StorageWork.Charge
    ) throws(RuntimeError) -> StateTrie {
        try applying(changes, version: version, paying: charge)
    }

    private func applying<Fault: Error>(
        _ changes: StorageChanges, version: StateVersion, paying charge: (_ work: Int) throws(Fault) -> Void
    ) throws(Fault) -> StateTrie {
        var result = self
        var main = TrieChanges(changes.top)
        for (name, changes) in changes.children {
            let (trie, inlineBytes) = TrieChanges(changes).applied(to: node(of: name), version: version)
            try charge(inlineBytes)
            result.children[ByteKey(bytes: name)] = trie
            main.add(trie.map { TrieNode.digest(of: $0).hash.bytes }, for: Self.childRootPrefix + name)
        }
        let (trie, inlineBytes) = main.applied(to: top, version: version)
        try charge(inlineBytes)
        result.top = trie
        return result
    }

    /// What the main trie has of each of these children: its root, or nil where it is empty, by the key under which it stands.
    public func childRoots(of names: some Sequence<[UInt8]>) -> [[UInt8]: [UInt8]?] {
        var roots: [[UInt8]: [UInt8]?] = [:]
        for name in names {
            let key = Self.childRootPrefix + name
            roots.updateValue(value(for: key, in: nil), forKey: key)
        }
        return roots
    }

    /// The hash of the whole state.
    public var root: Hash256 { TrieNode.digest(of: top).hash }

    /// The hash of a child trie; that of an empty one when there is none of this name.
    public func root(of child: [UInt8]) -> Hash256 { TrieNode.digest(of: node(of: child)).hash }

    /// The root of a trie that has these items under their numbers, as a header has that of a block's transactions.
    public static func orderedRoot(of items: [[UInt8]], version: StateVersion) -> Hash256 {
        let entries = items.enumerated().map { number, item in
            var key: [UInt8] = []
            key.appendCompact(UInt32(number))
            return (key: key, value: item)
        }
        return StateTrie(of: entries, version: version).root
    }

    /// The root of a trie; nil when it is empty.
    func node(of child: [UInt8]?) -> TrieNode? {
        guard let child else { return top }
        return children.isEmpty ? nil : children[ByteKey(bytes: child)]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A node of a state trie: a leaf, or a branch with or without a value.
///
/// Nodes do not change, so tries share them. What a parent holds of a node, its hash or its few bytes, is made once and kept: see
/// `reference`.
final class TrieNode: @unchecked Sendable {
    /// A key that leads through this node; the node's own where it has a value.
    let key: [UInt8]
    // Of `key`: the nibbles between the parent's branching and this one's. A runtime's memory is too small for longer keys.
    private let first: UInt32
    private let last: UInt32
    let value: TrieValue?
    /// Which of the 16 children there are.
    let bitmap: UInt16
    // Written to in `deinit` only.
    private(set) var children: [TrieNode]

    // Of `cached`: 0 unknown, 1 being written by one thread, 2 + n its n bytes are there to be read.
    private let state = Atomic<UInt8>(0)
    private var cached = Digest()

    init(key: [UInt8], start: Int, end: Int, value: TrieValue?, bitmap: UInt16 = 0, children: [TrieNode] = []) {
        self.key = key
        first = UInt32(start)
        last = UInt32(end)
        self.value = value
        self.bitmap = bitmap
        self.children = children
    }

    /// As many keys in a row may each begin with the one before: what is no longer needed is taken apart in a loop, since a
    /// recursion so deep has no room on the stack.
    deinit {
        guard !children.isEmpty else { return }
        var pending = children
        children = []
        while var node = pending.popLast() {
            guard isKnownUniquelyReferenced(&node), !node.children.isEmpty else { continue }
            pending += node.children
            node.children = []
        }
    }

    var start: Int { Int(first) }
    var end: Int { Int(last) }

    /// The same node further up or down its path.
    func starting(at start: Int) -> TrieNode {
        TrieNode(key: key, start: start, end: end, value: value, bitmap: bitmap, children: children)
    }

    /// Where the child of this nibble is in `children`, or would be.
    static func index(of nibble: Int, in bitmap: UInt16) -> Int { (bitmap & (1 << UInt16(nibble) - 1)).nonzeroBitCount }

    /// How long the value is that stands in the node itself, though version 1 would only have its hash there: it is hashed with the
    /// node, whatever of the node has changed.
    var longInlineBytes: Int {
        guard case .inline(let bytes)? = value, bytes.count >= TrieValue.hashedLength else { return 0 }
        return bytes.count
    }

    func child(_ nibble: Int) -> TrieNode? {
        guard bitmap >> UInt16(nibble) & 1 == 1 else { return nil }
        return children[Self.index(of: nibble, in: bitmap)]
    }

    // MARK: What a parent holds of this node

    /// Calls `body` with the node's hash, or with its encoding where that has fewer than 32 bytes; nil until `keep` was called.
    func withReference<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        let state = state.load(ordering: .acquiring)
        guard state >= 2 else { return nil }
        return cached.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<Int(state - 2)])) }
    }

    var hasReference: Bool { state.load(ordering: .acquiring) >= 2 }

    /// Keeps what a parent holds: 32 bytes or fewer. Of threads that come at once the first one writes, and the others wait for
    /// those few instructions.
    func keep(_ reference: Digest, count: Int) {
        guard state.compareExchange(expected: 0, desired: 1, ordering: .acquiring).exchanged else {
            while !hasReference {}
            return
        }
        cached = reference
        state.store(UInt8(2 + count), ordering: .releasing)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Changes a trie key by key, in ascending order: what lies on the way to the present key is open, everything else is done.
///
/// Each node on a way is made anew once, however many of the changes are below it.
struct TrieEditor {
    /// A node that is being changed.
    private struct Open {
        var key: [UInt8]
        let start: Int
        let end: Int
        var value: TrieValue?
        var bitmap: UInt16 = 0
        var children: [TrieNode] = []
        /// The node as it was, as long as it still is.
        var unchanged: TrieNode?
        /// Whether the value is one of those that were written.
        var hasNewValue = false

        init(key: [UInt8], start: Int, end: Int) {
            self.key = key
            self.start = start
            self.end = end
        }

        init(_ node: TrieNode) {
            self.init(key: node.key, start: node.start, end: node.end)
            value = node.value
            bitmap = node.bitmap
            children = node.children
            unchanged = node
        }

        mutating func write(_ bytes: [UInt8]?, _ version: StateVersion) {
            value = bytes.map { TrieValue($0, version: version) }
            hasNewValue = bytes != nil
        }

        func child(_ nibble: Int) -> TrieNode? {
            guard bitmap >> UInt16(nibble) & 1 == 1 else { return nil }
            return children[TrieNode.index(of: nibble, in: bitmap)]
        }

        mutating func replaceChild(_ nibble: Int, by child: TrieNode?) {
            let index = TrieNode.index(of: nibble, in: bitmap)
            let bit: UInt16 = 1 << UInt16(nibble)
            switch (bitmap & bit != 0, child) {
            case (true, let child?):
                guard children[index] !== child else { return }
                unchanged = nil
                children[index] = child
            case (true, nil):
                unchanged = nil
                children.remove(at: index)
                bitmap &= ~bit
            case (false, let child?):
                unchanged = nil
                children.insert(child, at: index)
                bitmap |= bit
            case (false, nil): break
            }
        }

        /// The node that this has become: none without a value and children, and with one child alone that child.
        consuming func closed() -> TrieNode? {
            if let unchanged { return unchanged }
            if value == nil {
                if children.isEmpty { return nil }
                if children.count == 1 { return children[0].starting(at: start) }
            }
            return TrieNode(key: key, start: start, end: end, value: value, bitmap: bitmap, children: children)
        }
    }

    private var root: TrieNode?
    private let version: StateVersion
    private var path: [Open] = []
    // Of long values that stand in new nodes and were not written: a root hashes them once more.
    private var inlineBytes = 0
    private var previous: [UInt8] = []

    init(_ root: TrieNode?, version: StateVersion) {
        self.root = root
        self.version = version
    }

    /// Writes a value, or with nil removes one, under a key that comes after all keys before.
    mutating func set(_ bytes: [UInt8]?, for key: [UInt8]) {
        let limit = min(previous.nibbleCount, key.nibbleCount)
        let common = key.firstDifference(from: previous, start: 0, limit: limit)
        previous = key
        while !path.isEmpty, path[path.count - 1].end > common { close() }

        while true {
            guard let node = below(key) else {
                if let bytes { openLeaf(key, bytes) }
                return
            }
            let place = node.key.firstDifference(
                from: key, start: node.start, limit: min(node.end, key.nibbleCount))
            guard place == node.end else {
                if let bytes { split(node, at: place, for: key, bytes) }
                return
            }
            path.append(Open(node))
            guard place < key.nibbleCount else { return setValue(bytes, for: key) }
        }
    }

    /// The changed trie's root, nil when nothing is left, and how many bytes of long values its new nodes have of the former trie.
    consuming func finish() -> (root: TrieNode?, inlineBytes: Int) {
        while !path.isEmpty { close() }
        return (root, inlineBytes)
    }

    /// The node that comes next on the way to `key`.
    private func below(_ key: [UInt8]) -> TrieNode? {
        guard !path.isEmpty else { return root }
        let here = path.count - 1
        return path[here].child(key.nibble(path[here].end))
    }

    private mutating func openLeaf(_ key: [UInt8], _ bytes: [UInt8]) {
        let start = path.isEmpty ? 0 : path[path.count - 1].end + 1
        var leaf = Open(key: key, start: start, end: key.nibbleCount)
        leaf.write(bytes, version)
        path.append(leaf)
    }

    /// A branch in the middle of a node's way, for a key that leaves it or ends there.
    private mutating func split(_ node: TrieNode, at place: Int, for key: [UInt8], _ bytes: [UInt8]) {
        var branch = Open(key: key, start: node.start, end: place)
        let rest = node.starting(at: place + 1)
        inlineBytes += rest.longInlineBytes
        branch.replaceChild(node.key.nibble(place), by: rest)
        if place == key.nibbleCount { branch.write(bytes, version) }
        path.append(branch)
        if place < key.nibbleCount { openLeaf(key, bytes) }
    }

    private mutating func setValue(_ bytes: [UInt8]?, for key: [UInt8]) {
        let here = path.count - 1
        switch (bytes, path[here].value) {
        case (nil, nil): return
        case (let bytes?, let value?) where value.isSame(as: bytes, version: version): return
        default: break
        }
        path[here].unchanged = nil
        path[here].key = key
        path[here].write(bytes, version)
    }

    private mutating func close() {
        let open = path.removeLast()
        let (start, key) = (open.start, open.key)
        let takesOver = open.unchanged == nil && !open.hasNewValue
        let closed = open.closed()
        if takesOver { inlineBytes += closed?.longInlineBytes ?? 0 }
        guard !path.isEmpty else {
            root = closed
            return
        }
        path[path.count - 1].replaceChild(key.nibble(start - 1), by: closed)
    }
}

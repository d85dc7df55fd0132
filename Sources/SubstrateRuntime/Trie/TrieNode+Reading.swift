// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension TrieNode {
    /// The value under `key` below this node.
    ///
    /// The nibbles on the way down only choose; what is found is compared as a whole. This node keeps those below alive, which
    /// therefore need not be counted on the way.
    func value(for key: [UInt8]) -> TrieValue? {
        var node = Unmanaged.passUnretained(self)
        let nibbleCount = key.nibbleCount
        while true {
            let child: Unmanaged<TrieNode>? = node._withUnsafeGuaranteedRef { node in
                let end = node.end
                guard end < nibbleCount else { return nil }
                let nibble = UInt16(key.nibble(end))
                guard node.bitmap >> nibble & 1 == 1 else { return nil }
                let index = Self.index(of: Int(nibble), in: node.bitmap)
                return node.children.withUnsafeBufferPointer { Unmanaged.passUnretained($0[index]) }
            }
            guard let child else { break }
            node = child
        }
        return node._withUnsafeGuaranteedRef { node in
            guard let value = node.value, node.key.compared(to: key) == 0 else { return nil }
            return value
        }
    }

    /// The first key below this node that comes after `key`.
    func key(after key: [UInt8]) -> [UInt8]? {
        var node = self
        // All that is below comes after everything that is still to be seen.
        var next: TrieNode?
        while true {
            let limit = min(node.end, key.nibbleCount)
            let place = node.key.firstDifference(from: key, start: node.start, limit: limit)
            if place < limit {
                return node.key.nibble(place) > key.nibble(place) ? node.firstKey : next?.firstKey
            }
            // Everything here begins with `key`, and is longer.
            if key.nibbleCount < node.end { return node.firstKey }
            guard node.end < key.nibbleCount else { return (node.children.first ?? next)?.firstKey }
            let nibble = key.nibble(node.end)
            let index = Self.index(of: nibble, in: node.bitmap)
            let child = node.child(nibble)
            let following = child == nil ? index : index + 1
            if following < node.children.count { next = node.children[following] }
            guard let child else { return next?.firstKey }
            node = child
        }
    }

    private var firstKey: [UInt8] {
        var node = self
        while node.value == nil, let child = node.children.first { node = child }
        return node.key
    }

    /// Goes down to `key` and calls `visit` with every node on the way.
    func walk(to key: [UInt8], visit: (TrieNode) -> Void) {
        var node = self
        while true {
            visit(node)
            let limit = min(node.end, key.nibbleCount)
            guard node.end < key.nibbleCount,
                node.key.firstDifference(from: key, start: node.start, limit: limit) == limit,
                let child = node.child(key.nibble(node.end))
            else { return }
            node = child
        }
    }
}

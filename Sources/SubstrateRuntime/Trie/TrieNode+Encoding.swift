// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension TrieNode {
    /// The hash of a trie.
    static func digest(of root: TrieNode?) -> Digest {
        guard let root else { return Digest(hashing: [NodeHeader.empty]) }
        root.makeReferences()
        // A root is hashed even when it is so small that a parent would hold it whole.
        let digest = root.withReference { $0.count == 32 ? Digest(copying: $0) : Digest(hashing: $0) }
        return digest ?? Digest()
    }

    /// Hashes what was not yet hashed, from below. In a loop: see `deinit`.
    func makeReferences() {
        var pending = hasReference ? [] : [self]
        var bytes: [UInt8] = []
        while let node = pending.last {
            let count = pending.count
            for child in node.children where !child.hasReference { pending.append(child) }
            guard pending.count == count else { continue }
            pending.removeLast()
            bytes.removeAll(keepingCapacity: true)
            node.encode(to: &bytes)
            bytes.withUnsafeBytes {
                if $0.count < 32 {
                    node.keep(Digest(copying: $0), count: $0.count)
                } else {
                    node.keep(Digest(hashing: $0), count: 32)
                }
            }
        }
    }

    /// The node as a database has it, and as a proof: `sp_trie::NodeCodec`. Its children have to have their references.
    func encode(to bytes: inout [UInt8]) {
        NodeHeader(kind, nibbleCount: end - start).encode(to: &bytes)
        encodeWay(to: &bytes)
        if !children.isEmpty {
            bytes.append(UInt8(truncatingIfNeeded: bitmap))
            bytes.append(UInt8(truncatingIfNeeded: bitmap >> 8))
        }
        switch value {
        case nil: break
        case .inline(let value):
            bytes.appendCompact(UInt32(value.count))
            bytes += value
        case .hashed(let value): value.digest.withBytes { bytes.append(contentsOf: $0) }
        }
        for child in children {
            child.withReference {
                bytes.append(UInt8($0.count << 2))
                bytes.append(contentsOf: $0)
            }
        }
    }

    private var kind: NodeHeader.Kind {
        switch (value, children.isEmpty) {
        case (nil, _): .branch
        case (.inline, true): .leaf
        case (.inline, false): .branchWithValue
        case (.hashed, true): .leafWithHashedValue
        case (.hashed, false): .branchWithHashedValue
        }
    }

    /// Two nibbles a byte; of an odd number the first one alone.
    private func encodeWay(to bytes: inout [UInt8]) {
        var place = start
        if (end - start) % 2 == 1 {
            bytes.append(UInt8(key.nibble(place)))
            place += 1
        }
        if end % 2 == 0 {
            bytes += key[place / 2..<end / 2]
        } else {
            while place < end {
                bytes.append(key[place / 2] << 4 | key[place / 2 + 1] >> 4)
                place += 2
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// What is to be written to a trie, in any order: values, and nil for what is to be removed. Of two for one key the later one
/// counts.
struct TrieChanges {
    private struct Place {
        let start: Int
        let count: Int
        let number: Int
    }

    private var changes: [(key: [UInt8], value: [UInt8]?)] = []
    // The keys once more, one behind the other: sorting looks at each a dozen times, and counts no references so.
    private var bytes: [UInt8] = []
    private var places: [Place] = []

    init() {}

    init(_ changes: [[UInt8]: [UInt8]?]) {
        reserve(changes.count)
        for (key, value) in changes { add(value, for: key) }
    }

    mutating func reserve(_ count: Int) {
        changes.reserveCapacity(count)
        places.reserveCapacity(count)
    }

    mutating func add(_ value: [UInt8]?, for key: [UInt8]) {
        places.append(Place(start: bytes.count, count: key.count, number: changes.count))
        bytes += key
        changes.append((key, value))
    }

    /// The trie with the changes, and how many bytes of long values its new nodes have of the former one.
    func applied(to root: TrieNode?, version: StateVersion) -> (root: TrieNode?, inlineBytes: Int) {
        var editor = TrieEditor(root, version: version)
        bytes.withUnsafeBytes { bytes in
            let sorted = places.sorted {
                let order = Self.order($0, $1, bytes)
                return order == 0 ? $0.number < $1.number : order < 0
            }
            for (index, place) in sorted.enumerated() {
                if index + 1 < sorted.count, Self.order(place, sorted[index + 1], bytes) == 0 { continue }
                let change = changes[place.number]
                editor.set(change.value, for: change.key)
            }
        }
        return editor.finish()
    }

    private static func order(_ a: Place, _ b: Place, _ bytes: UnsafeRawBufferPointer) -> Int {
        let common = min(a.count, b.count)
        guard common > 0, let base = bytes.baseAddress else { return a.count - b.count }
        let order = Int(memcmp(base + a.start, base + b.start, common))
        return order == 0 ? a.count - b.count : order
    }
}

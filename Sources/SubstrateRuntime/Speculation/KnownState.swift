// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What is known of a state that somebody else keeps: values, what is not there, and stretches of keys without gaps.
///
/// A state never changes, so what was learnt stays true.
public struct KnownState: Sendable {
    /// What is known about one thing.
    public enum Knowledge: Hashable, Sendable {
        case unknown
        /// There is none.
        case nothing
        case found([UInt8])
    }

    private var main = KnownTrie()
    private var children: [ByteKey: KnownTrie] = [:]

    /// What all of it takes: keys and values in bytes.
    public private(set) var byteCount = 0

    public init() {}

    /// The value under `key`.
    public func value(for key: [UInt8], in child: [UInt8]? = nil) -> Knowledge {
        trie(child)?.value(for: key) ?? .unknown
    }

    /// The next key in byte order, strictly after `key`.
    public func key(after key: [UInt8], in child: [UInt8]? = nil) -> Knowledge {
        trie(child)?.key(after: key) ?? .unknown
    }

    /// From where on the keys after `key` are not known; nil when those are known up to the end.
    public func firstGap(after key: [UInt8], in child: [UInt8]? = nil) -> [UInt8]? {
        guard let trie = trie(child) else { return key }
        return trie.firstGap(after: key)
    }

    /// Learns what is under a key; nil: nothing.
    public mutating func learn(_ value: [UInt8]?, for key: [UInt8], in child: [UInt8]? = nil) {
        byteCount += key.count + (value?.count ?? 0)
        change(child) { $0.learn(value, for: key) }
    }

    /// Learns that after `start`, up to `end` and with it, there are these keys and no others.
    ///
    /// - Parameters:
    ///   - keys: In byte order.
    ///   - end: nil for the end of the state.
    public mutating func learn(
        keys: [[UInt8]], after start: [UInt8], through end: [UInt8]?, in child: [UInt8]? = nil
    ) {
        byteCount += keys.reduce(start.count) { $0 + $1.count }
        change(child) { $0.stretches.insert(KeyStretch(after: start, through: end, keys: keys)) }
    }

    private func trie(_ child: [UInt8]?) -> KnownTrie? {
        guard let child else { return main }
        return children[ByteKey(bytes: child)]
    }

    private mutating func change(_ child: [UInt8]?, _ body: (inout KnownTrie) -> Void) {
        if let child { body(&children[ByteKey(bytes: child), default: KnownTrie()]) } else { body(&main) }
    }
}

/// The same of one trie.
private struct KnownTrie: Sendable {
    private var values: [ByteKey: [UInt8]?] = [:]
    var stretches = KeyStretches()

    func value(for key: [UInt8]) -> KnownState.Knowledge {
        if let known = values[ByteKey(bytes: key)] { return known.map { .found($0) } ?? .nothing }
        // A key that is in a stretch has a value, which is not known for that.
        return stretches.rulesOut(key) ? .nothing : .unknown
    }

    func key(after key: [UInt8]) -> KnownState.Knowledge { stretches.key(after: key) }

    func firstGap(after key: [UInt8]) -> [UInt8]? { stretches.firstGap(after: key) }

    mutating func learn(_ value: [UInt8]?, for key: [UInt8]) {
        values.updateValue(value, forKey: ByteKey(bytes: key))
    }
}

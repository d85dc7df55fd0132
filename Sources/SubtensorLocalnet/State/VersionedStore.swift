import SubstrateClient
import SubstratePrimitives

/// The chain's key-value store with its recent past: what each key held at every retained block.
struct VersionedStore: Sendable {
    /// One key's values, oldest first, each with the block that set it; nil for a removal.
    private typealias History = [(block: BlockNumber, value: [UInt8]?)]

    private var histories: [StorageKey: History] = [:]
    /// The oldest block that can still be read.
    private(set) var oldest: BlockNumber = 0

    /// What `key` held at the end of `block`.
    func value(_ key: StorageKey, at block: BlockNumber) -> [UInt8]? {
        histories[key]?.last { $0.block <= block }?.value
    }

    /// Stores what a block changed.
    mutating func commit(_ changes: [StorageKey: [UInt8]?], at block: BlockNumber) {
        for (key, value) in changes { histories[key, default: []].append((block, value)) }
    }

    /// Forgets what only blocks before `block` can see.
    mutating func prune(before block: BlockNumber) {
        guard block > oldest else { return }
        oldest = block
        for (key, history) in histories {
            guard let newest = history.lastIndex(where: { $0.block <= block }), newest > 0 || history[0].value == nil
            else { continue }
            let kept = Array(history[newest...])
            histories[key] = kept.count == 1 && kept[0].value == nil ? nil : kept
        }
    }

    /// The keys that begin with `prefix` and hold something at `block`, in order.
    func keys(withPrefix prefix: [UInt8], at block: BlockNumber) -> [StorageKey] {
        histories.keys
            .filter { $0.bytes.starts(with: prefix) && value($0, at: block) != nil }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// The extrinsics that wait for a block.
///
/// It knows no accounts and no calls: what an extrinsic has to wait for, and what it clashes with, the runtime says in tags. Taking in,
/// finding and removing one costs the same however many wait, but for those that wait for it.
struct TransactionPool: Sendable {
    typealias Tag = ValidTransaction.Tag

    /// An extrinsic that waits.
    struct Entry: Sendable {
        let extrinsic: Extrinsic
        let hash: Hash256
        let priority: UInt64
        let provides: [Tag]
        /// The last block that may be made before it is no longer valid.
        let lastBlock: UInt64
        fileprivate let arrival: UInt64
        /// The tags that others have to provide; those that blocks have brought are gone.
        fileprivate(set) var requires: Set<Tag>
        /// Those of them that nothing in the pool provides which is ready itself.
        fileprivate var missing: Set<Tag> = []
        /// When it became ready, in order; nil while it has to wait for others that are not there.
        fileprivate(set) var readiness: UInt64?
    }

    let capacity: Int
    let maximumBytes: Int
    /// For how long what a block has refused is not taken again, in milliseconds.
    static let banTime: UInt64 = 30 * 60 * 1000
    /// How many of those that wait for others are looked at again with a block.
    private static let lookedAt = 64

    private var entries: [Hash256: Entry] = [:]
    private var providers: [Tag: Hash256] = [:]
    private var dependents: [Tag: Set<Hash256>] = [:]
    /// Who has to go after which block.
    private var deadlines: [UInt64: Set<Hash256>] = [:]
    /// What is not taken again, with the Unix milliseconds up to which.
    private var bans: [Hash256: UInt64] = [:]
    private var arrivals: UInt64 = 0
    private var byteCount = 0

    /// A pool that holds as many extrinsics, and as many bytes together, as a real node's does by default.
    init(capacity: Int = 8192, maximumBytes: Int = 20 << 20) {
        self.capacity = capacity
        self.maximumBytes = maximumBytes
    }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// Whether something waits that a block can take.
    var hasReady: Bool { entries.values.contains { $0.readiness != nil } }

    /// What waits, in the order in which it came.
    var waiting: [Entry] { entries.values.sorted { $0.arrival < $1.arrival } }

    /// What a block can take, in turn.
    var ready: ReadyQueue {
        ReadyQueue(entries.values.filter { $0.readiness != nil }, after: { providers[$0] != nil })
    }

    /// Some of what has to wait for others that are not there, others with every block: it may have become invalid meanwhile, which no
    /// block tells.
    func waitingForOthers(at block: BlockNumber) -> [Entry] {
        let waiting = entries.values.filter { $0.readiness == nil }.sorted { $0.arrival < $1.arrival }
        guard waiting.count > Self.lookedAt else { return waiting }
        let start = Int(block.rawValue % UInt64(waiting.count)) * Self.lookedAt
        return (0..<Self.lookedAt).map { waiting[(start + $0) % waiting.count] }
    }

    /// Whether an extrinsic waits that needs nothing more.
    func isReady(_ hash: Hash256) -> Bool { entries[hash]?.readiness != nil }

    /// Whether something that waits, and needs nothing more, brings a tag about.
    func provides(_ tag: Tag) -> Bool { providers[tag].map(isReady) ?? false }

    // MARK: - Coming

    /// Refuses what need not be looked at: what waits already, and what a block has refused of late.
    func admit(_ hash: Hash256, at time: UInt64) throws(TransactionFault) {
        guard bans[hash].map({ $0 <= time }) ?? true else { throw .banned }
        guard entries[hash] == nil else { throw .alreadyImported }
    }

    /// Takes in an extrinsic that the runtime has found good for the block after `head`; one that is wanted more takes the place of
    /// those it clashes with, which are returned.
    mutating func insert(
        _ extrinsic: Extrinsic, _ validity: ValidTransaction, head: BlockNumber
    ) throws(TransactionFault) -> [Hash256] {
        let hash = extrinsic.hash
        guard entries[hash] == nil else { throw .alreadyImported }
        guard !validity.provides.isEmpty else { throw .noTags }
        let rivals = Set(validity.provides.compactMap { providers[$0] }).compactMap { entries[$0] }
        guard rivals.allSatisfy({ $0.priority < validity.priority }) else { throw .priorityTooLow }
        let bytesLeft = byteCount - rivals.reduce(0) { $0 + $1.extrinsic.bytes.count }
        guard count - rivals.count < capacity, bytesLeft + extrinsic.bytes.count <= maximumBytes else {
            throw .poolFull
        }
        for rival in rivals { take(out: rival) }
        // What needs no more than the one before cannot wait for its own followers.
        let isLink = rivals.count == 1 && validity.requires.allSatisfy(rivals[0].requires.contains)
        if !isLink { withdraw(rivals.flatMap(\.provides)) }
        add(
            Entry(
                extrinsic: extrinsic, hash: hash, priority: validity.priority, provides: validity.provides,
                lastBlock: head.advanced(by: max(validity.longevity, 1)).rawValue, arrival: nextPlace(),
                requires: Set(validity.requires)))
        // What waited for the other may have nothing to wait for now.
        withdraw(rivals.flatMap(\.provides).filter { !provides($0) })
        return rivals.map(\.hash)
    }

    private mutating func add(_ entry: Entry) {
        var entry = entry
        entry.missing = entry.requires.filter { !provides($0) }
        byteCount += entry.extrinsic.bytes.count
        for tag in entry.provides { providers[tag] = entry.hash }
        for tag in entry.requires { dependents[tag, default: []].insert(entry.hash) }
        if entry.lastBlock < .max { deadlines[entry.lastBlock, default: []].insert(entry.hash) }
        entries[entry.hash] = entry
        if entry.missing.isEmpty { promote([entry.hash]) }
    }

    private mutating func nextPlace() -> UInt64 {
        arrivals += 1
        return arrivals
    }

    // MARK: - Going

    /// Takes out what no block will take.
    mutating func remove(_ hash: Hash256) {
        guard let entry = entries[hash] else { return }
        take(out: entry)
        withdraw(entry.provides)
    }

    /// Takes out what a block has refused, which is not taken again for a while.
    mutating func ban(_ hash: Hash256, at time: UInt64) {
        remove(hash)
        if bans.count >= capacity { bans = bans.filter { $0.value > time } }
        // Where there are more than anyone sends by mistake, the old ones are let in again.
        if bans.count >= capacity { bans = [:] }
        bans[hash] = time.saturatingAdding(Self.banTime)
    }

    /// Takes out what a block has brought about, and what clashes with that; what has waited for it can go on. Returns all that is out.
    mutating func settle(_ tags: [Tag]) -> [Hash256] {
        let gone = Set(tags.compactMap { providers[$0] }).compactMap { entries[$0] }
        for entry in gone { take(out: entry) }
        var waiting: [Hash256] = []
        for tag in tags {
            for hash in ordered(dependents.removeValue(forKey: tag) ?? []) {
                entries[hash]?.requires.remove(tag)
                if satisfy(tag, of: hash) { waiting.append(hash) }
            }
        }
        promote(waiting)
        withdraw(Set(gone.flatMap(\.provides)).subtracting(tags))
        return gone.map(\.hash)
    }

    /// Takes out what is valid up to this block only.
    mutating func expire(at block: BlockNumber) -> [Hash256] {
        let late = ordered(deadlines[block.rawValue] ?? [])
        for hash in late { remove(hash) }
        return late
    }

    private mutating func take(out entry: Entry) {
        entries[entry.hash] = nil
        byteCount -= entry.extrinsic.bytes.count
        for tag in entry.provides where providers[tag] == entry.hash { providers[tag] = nil }
        for tag in entry.requires { Self.drop(entry.hash, from: &dependents, at: tag) }
        if entry.lastBlock < .max { Self.drop(entry.hash, from: &deadlines, at: entry.lastBlock) }
    }

    private static func drop<Key>(_ hash: Hash256, from sets: inout [Key: Set<Hash256>], at key: Key) {
        sets[key]?.remove(hash)
        if sets[key]?.isEmpty == true { sets[key] = nil }
    }

    // MARK: - Waiting for each other

    /// Makes these ready, and whatever waits for them alone.
    private mutating func promote(_ hashes: [Hash256]) {
        var queue = hashes[...]
        while let hash = queue.popFirst() {
            let place = nextPlace()
            entries[hash]?.readiness = place
            for tag in entries[hash]?.provides ?? [] {
                for follower in ordered(dependents[tag] ?? []) where satisfy(tag, of: follower) {
                    queue.append(follower)
                }
            }
        }
    }

    /// Notes that a tag is there; whether that makes an extrinsic ready.
    private mutating func satisfy(_ tag: Tag, of hash: Hash256) -> Bool {
        guard entries[hash]?.missing.remove(tag) != nil else { return false }
        return entries[hash]?.missing.isEmpty == true
    }

    /// What waits for these tags has to wait longer, and so has what waits for that.
    private mutating func withdraw(_ tags: some Sequence<Tag>) {
        var queue = Array(tags)[...]
        while let tag = queue.popFirst() {
            for hash in dependents[tag] ?? [] {
                entries[hash]?.missing.insert(tag)
                guard entries[hash]?.readiness != nil else { continue }
                entries[hash]?.readiness = nil
                queue += entries[hash]?.provides ?? []
            }
        }
    }

    private func ordered(_ hashes: Set<Hash256>) -> [Hash256] {
        guard hashes.count > 1 else { return Array(hashes) }
        return hashes.sorted { entries[$0]?.arrival ?? 0 < entries[$1]?.arrival ?? 0 }
    }
}

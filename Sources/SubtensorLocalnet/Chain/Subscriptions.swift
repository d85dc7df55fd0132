// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// Who listens to what.
struct Subscriptions: Sendable {
    /// What every block may have news of.
    enum Topic: Hashable, Sendable {
        /// Heads, under the notification name of the method that subscribed.
        case heads(notification: String)
        case runtimeVersion
        /// All changes, or those of some keys.
        case storage(keys: Set<StorageKey>?)

        /// About as many bytes as the topic takes.
        var byteCount: Int {
            guard case .storage(let keys?) = self else { return 0 }
            return keys.reduce(0) { $0 + $1.bytes.count + 64 }
        }
    }

    private var listeners: [String: (session: RPCSession, topic: Topic)] = [:]
    /// How many listeners there may be before those who have gone are looked for.
    private var sweepCount = leastSweepCount
    private static let leastSweepCount = 64
    /// Who watches a transaction, by its hash. An entry goes with the transaction's last status.
    private var watchers: [Hash256: [String: RPCSession]] = [:]

    var isEmpty: Bool { listeners.isEmpty && watchers.isEmpty }

    mutating func add(_ id: String, _ topic: Topic, _ session: RPCSession) {
        // A block does it too, but the next one may be far.
        if listeners.count >= sweepCount {
            listeners = listeners.filter { $0.value.session.isOpen($0.key) }
            sweepCount = max(Self.leastSweepCount, 2 * listeners.count)
        }
        listeners[id] = (session, topic)
    }

    var count: Int { listeners.count }

    mutating func watch(_ hash: Hash256, _ id: String, _ session: RPCSession) {
        watchers[hash, default: [:]][id] = session
    }

    mutating func remove(_ id: String) { listeners[id] = nil }

    /// Sends to every listener what `message` makes of its topic, and forgets those who have gone.
    mutating func notify(_ message: (Topic) -> (method: String, result: JSONValue)?) {
        for (id, listener) in listeners {
            guard listener.session.isOpen(id) else {
                listeners[id] = nil
                continue
            }
            guard let (method, result) = message(listener.topic) else { continue }
            listener.session.notify(method: method, subscription: id, result: result)
        }
    }

    /// Tells those who watch a transaction what became of it.
    mutating func notify(_ status: TransactionStatus, of hash: Hash256) {
        guard let sessions = status.isLast ? watchers.removeValue(forKey: hash) : watchers[hash] else { return }
        let json = status.json
        for (id, session) in sessions {
            session.notify(method: "author_extrinsicUpdate", subscription: id, result: json)
        }
    }
}

extension TransactionStatus {
    /// Whether nothing more is said of the transaction after this.
    fileprivate var isLast: Bool {
        switch self {
        case .finalized, .finalityTimeout, .usurped, .dropped, .invalid: true
        case .future, .ready, .broadcast, .inBlock, .retracted: false
        }
    }
}

extension Localnet {
    /// Tells listeners of a new block: heads, storage, and the fate of the transactions in it.
    ///
    /// Every block is final at once: there is one author and no fork.
    func announce(_ block: Block, changes: StateChanges, included: [Hash256]) {
        let header = block.header.json
        let version =
            block.header.changesRuntime ? try? runtime.version(on: headState(over: upstream?.glance)).json : nil
        subscriptions.notify { topic in
            switch topic {
            case .heads(let notification): (notification, header)
            case .storage(let keys): Self.storageNotification(block, changes.top, keys)
            case .runtimeVersion: version.map { ("state_runtimeVersion", $0) }
            }
        }
        for hash in included {
            announce(.inBlock(block.hash), of: hash)
            announce(.finalized(block.hash), of: hash)
        }
    }

    /// Tells those who watch a transaction what became of it.
    func announce(_ status: TransactionStatus, of hash: Hash256) { subscriptions.notify(status, of: hash) }

    private static func storageNotification(
        _ block: Block, _ changes: [StorageKey: [UInt8]?], _ keys: Set<StorageKey>?
    ) -> (method: String, result: JSONValue)? {
        let wanted = changes.filter { keys?.contains($0.key) ?? true }
        guard !wanted.isEmpty else { return nil }
        let list = wanted.map { key, value -> JSONValue in [.string(key.hex), value.map { .string($0.hex) } ?? .null] }
        return ("state_storage", ["block": .string(block.hash.hex), "changes": .array(list)])
    }
}

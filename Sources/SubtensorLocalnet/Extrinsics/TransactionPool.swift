// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The extrinsics that wait for a block.
///
/// Taking in, finding and removing one costs the same however many wait.
struct TransactionPool: Sendable {
    /// What no two extrinsics in the pool may share.
    enum Tag: Hashable, Sendable {
        case nonce(UInt32, of: AccountID)
        /// The work of a `pow_register`.
        case work(hotkey: AccountID, block: UInt64)
    }

    let capacity: Int
    let maximumBytes: Int

    private var entries: [Hash256: (arrival: UInt64, extrinsic: SignedExtrinsic)] = [:]
    private var owners: [Tag: Hash256] = [:]
    private var arrivals: UInt64 = 0
    private var byteCount = 0

    /// A pool that holds as many extrinsics, and as many bytes together, as a real node's does by default.
    init(capacity: Int = 8192, maximumBytes: Int = 20 << 20) {
        self.capacity = capacity
        self.maximumBytes = maximumBytes
    }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// What waits, in the order in which it came.
    var waiting: [SignedExtrinsic] { entries.values.sorted { $0.arrival < $1.arrival }.map(\.extrinsic) }

    /// Takes in an extrinsic; one with a higher tip takes the place of those it clashes with, which are returned.
    mutating func insert(_ extrinsic: SignedExtrinsic) throws(TransactionFault) -> [Hash256] {
        guard entries[extrinsic.hash] == nil else { throw .alreadyImported }
        let rivals = Set(extrinsic.tags.compactMap { owners[$0] })
        let beaten = rivals.compactMap { entries[$0]?.extrinsic }
        guard beaten.allSatisfy({ $0.tip < extrinsic.tip }) else { throw .priorityTooLow }
        let bytesLeft = byteCount - beaten.reduce(0) { $0 + $1.byteCount }
        guard count - beaten.count < capacity, bytesLeft + extrinsic.byteCount <= maximumBytes else {
            throw .poolFull
        }
        for rival in rivals { remove(rival) }
        entries[extrinsic.hash] = (arrivals, extrinsic)
        arrivals += 1
        byteCount += extrinsic.byteCount
        for tag in extrinsic.tags { owners[tag] = extrinsic.hash }
        return Array(rivals)
    }

    mutating func remove(_ hash: Hash256) {
        guard let extrinsic = entries.removeValue(forKey: hash)?.extrinsic else { return }
        byteCount -= extrinsic.byteCount
        for tag in extrinsic.tags { owners[tag] = nil }
    }

    /// The nonce after those of the account's extrinsics that can go one after the other.
    func nextNonce(of account: AccountID, after nonce: UInt32) -> UInt32 {
        var next = nonce
        while next < .max, owners[.nonce(next, of: account)] != nil { next += 1 }
        return next
    }
}

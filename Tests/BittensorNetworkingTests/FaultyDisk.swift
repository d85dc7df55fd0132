// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SeededNumbers
import Synchronization

@testable import BittensorNetworking

/// A file in memory on a disk that fills up; it outlives the process that writes to it.
final class FaultyDisk: RecordStorage {
    private struct State {
        var bytes: [UInt8] = []
        var capacity = Int.max
        var refusesReplacing = false
    }

    private let state = Mutex(State())

    /// How many bytes there is room for.
    var capacity: Int {
        get { state.withLock { $0.capacity } }
        set { state.withLock { $0.capacity = newValue } }
    }
    var refusesReplacing: Bool {
        get { state.withLock { $0.refusesReplacing } }
        set { state.withLock { $0.refusesReplacing = newValue } }
    }
    var count: Int { state.withLock { $0.bytes.count } }

    func open(atMost limit: Int) throws(RecordStorageFailure) -> [UInt8] { state.withLock { $0.bytes } }

    func write(_ bytes: [UInt8], at offset: Int) throws(RecordStorageFailure) {
        try state.withLock { state throws(RecordStorageFailure) in
            let fitting = bytes.prefix(max(0, min(bytes.count, state.capacity - offset)))
            let end = offset + fitting.count
            if state.bytes.count < end { state.bytes += [UInt8](repeating: 0, count: end - state.bytes.count) }
            state.bytes.replaceSubrange(offset..<end, with: fitting)
            if fitting.count < bytes.count { throw RecordStorageFailure(text: "cannot be written: no room") }
        }
    }

    func replace(by bytes: [UInt8]) throws(RecordStorageFailure) {
        try state.withLock { state throws(RecordStorageFailure) in
            guard bytes.count <= state.capacity, !state.refusesReplacing else {
                throw RecordStorageFailure(text: "cannot be replaced: no room")
            }
            state.bytes = bytes
        }
    }

    /// Adds what a process leaves that is killed while it writes.
    func tear(_ count: Int, _ random: inout SeededNumbers) {
        let piece = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        state.withLock { $0.bytes += piece }
    }
}

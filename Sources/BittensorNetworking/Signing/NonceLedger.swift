// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// The nonces already used, so that no request counts twice. It has a fixed size.
///
/// When it is full, the older half goes, and a floor keeps the largest nonce that went: a caller who is no longer known
/// needs a nonce above the floor. So nothing forgotten can be replayed, whatever the clock does, and an honest caller,
/// whose nonce is the present time, does not notice: no more than a quarter of the nonces may lie ahead of the clock, so that
/// the half that goes lies behind it.
final class NonceLedger: Sendable {
    /// A caller: its hotkey and the uuid of its dendrite.
    struct Caller: Hashable, Sendable {
        let high: UInt64
        let low: UInt64

        init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }

        init(hotkey: AccountID, uuid: String?) {
            let digest = Hashing.blake2b128(hotkey.bytes + Array((uuid ?? "None").utf8))
            self.init(high: Self.number(digest[..<8]), low: Self.number(digest[8...]))
        }

        private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// What clock a nonce comes from.
    enum Kind: UInt8, Sendable {
        /// Nanoseconds since 1970.
        case wall = 0
        /// Any clock that rises: callers before SDK 7.2.0. Such an entry can never be forgotten.
        case monotonic = 1
    }

    enum Verdict: Equatable, Sendable {
        case fresh
        case used
        /// The nonce lies ahead of the clock, as too many others do.
        case early
        /// There is no room for another caller with a monotonic clock.
        case full
    }

    private struct State {
        var wall: [Caller: Int64] = [:]
        var monotonic: [Caller: Int64] = [:]
        /// Those of `wall` that were ahead of the clock when they came.
        var early = EarlyNonces()
        var floor = Int64.min
        var file: NonceFile?
    }

    /// Held for a few lookups, and for one short write when there is a file.
    private let state: Mutex<State>
    private let capacity: Int

    /// Whether the file had lost records: then what could have been in it counts as used.
    let wasDamaged: Bool

    /// A ledger for `capacity` callers of each kind, which continues what `file` holds.
    ///
    /// - Parameters:
    ///   - now: The present time.
    ///   - lead: How far ahead of it a nonce may have been when it was accepted.
    init(capacity: Int, file: NonceFile? = nil, now: Int64, lead: Duration) throws(NetworkingError) {
        precondition(capacity >= 2, "a nonce ledger holds at least two callers")
        self.capacity = capacity
        guard var file else {
            wasDamaged = false
            state = Mutex(State())
            return
        }
        let content = try file.open()
        var state = Self.state(of: content.records)
        wasDamaged = content.isDamaged
        if content.isDamaged {
            guard state.monotonic.isEmpty else {
                throw file.failure(
                    "is damaged, and has nonces of callers without a clock: remove it when none of them can come again")
            }
            let latest = max(now, state.floor, state.wall.values.max() ?? .min)
            state.floor = latest.addingClamped(lead.nanoseconds)
            state.wall = [:]
        }
        Self.trim(&state, to: capacity)
        for nonce in state.wall.values { state.early.insert(nonce, at: now) }
        let entries = state.wall.count + state.monotonic.count
        if !content.isCurrent || content.isDamaged || file.isDue(entries: entries) {
            try file.rewrite(Self.records(state))
        }
        state.file = file
        self.state = Mutex(state)
    }

    private static func state(of records: [NonceFile.Record]) -> State {
        var state = State()
        for record in records {
            switch record.kind {
            case .wall where record.isFloor: state.floor = max(state.floor, record.nonce)
            case .wall: state.wall[record.caller] = max(state.wall[record.caller] ?? .min, record.nonce)
            case .monotonic: state.monotonic[record.caller] = max(state.monotonic[record.caller] ?? .min, record.nonce)
            }
        }
        return state
    }

    /// Whether the nonce would be accepted now.
    func check(_ caller: Caller, _ nonce: Int64, _ kind: Kind, now: Int64) -> Verdict {
        state.withLock { Self.verdict(&$0, caller, nonce, kind, now, capacity) }
    }

    /// Uses up the nonce, unless it is used already. Throws when the nonce file cannot be written: nothing is used up then.
    func accept(_ caller: Caller, _ nonce: Int64, _ kind: Kind, now: Int64) throws(NetworkingError) -> Verdict {
        try state.withLock { state throws(NetworkingError) in
            let verdict = Self.verdict(&state, caller, nonce, kind, now, capacity)
            guard verdict == .fresh else { return verdict }
            try state.file?.append(NonceFile.Record(caller: caller, nonce: nonce, kind: kind))
            switch kind {
            case .wall:
                if let last = state.wall.updateValue(nonce, forKey: caller) { state.early.remove(last) }
                state.early.insert(nonce, at: now)
                if state.wall.count > capacity { Self.trim(&state, to: capacity / 2) }
            case .monotonic: state.monotonic[caller] = nonce
            }
            if state.file?.isDue(entries: state.wall.count + state.monotonic.count) ?? false {
                // The record is in the file as it is: one that could not be shortened is only long.
                let records = Self.records(state)
                try? state.file?.rewrite(records)
            }
            return .fresh
        }
    }

    /// How many callers are known.
    var count: Int { state.withLock { $0.wall.count + $0.monotonic.count } }

    private static func verdict(
        _ state: inout State, _ caller: Caller, _ nonce: Int64, _ kind: Kind, _ now: Int64, _ capacity: Int
    ) -> Verdict {
        switch kind {
        case .wall:
            let last = state.wall[caller]
            guard nonce > last ?? state.floor else { return .used }
            guard nonce > now else { return .fresh }
            return state.early.count(at: now, without: last) < max(1, capacity / 4) ? .fresh : .early
        case .monotonic:
            guard let last = state.monotonic[caller] else {
                return state.monotonic.count < capacity ? .fresh : .full
            }
            return nonce > last ? .fresh : .used
        }
    }

    /// Forgets the oldest until `limit` callers are left, and raises the floor to what went.
    private static func trim(_ state: inout State, to limit: Int) {
        guard state.wall.count > limit else { return }
        let sorted = state.wall.values.sorted()
        let last = sorted[state.wall.count - limit - 1]
        state.floor = max(state.floor, last)
        for nonce in state.wall.values where nonce <= last { state.early.remove(nonce) }
        state.wall = state.wall.filter { $0.value > last }
    }

    private static func records(_ state: borrowing State) -> [NonceFile.Record] {
        var records: [NonceFile.Record] = []
        if state.floor > .min { records.append(.floor(state.floor)) }
        for (caller, nonce) in state.wall { records.append(.init(caller: caller, nonce: nonce, kind: .wall)) }
        for (caller, nonce) in state.monotonic { records.append(.init(caller: caller, nonce: nonce, kind: .monotonic)) }
        return records
    }
}

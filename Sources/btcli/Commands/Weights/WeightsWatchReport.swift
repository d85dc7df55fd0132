// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient
import Synchronization

/// What a loop of weights tells: a line for each thing done, one in place for where it is, and a sum at the end.
final class WeightsWatchReport: Sendable {
    private struct Counts {
        var sent = 0
        var opened = 0
        var revealed = 0
        var lost = 0
        var failed = 0
        var block: UInt64?
    }

    private let console: Console
    private let now: @Sendable () -> WallTime
    private let counts = Mutex(Counts())

    init(_ console: Console, now: @escaping @Sendable () -> WallTime = { .now }) {
        self.console = console
        self.now = now
    }

    func take(_ event: WeightsEvent) {
        counts.withLock { counts in
            switch event {
            case .looked(let look): counts.block = look.block.rawValue
            case .sent: counts.sent += 1
            case .opened: counts.opened += 1
            case .revealed: counts.revealed += 1
            case .lost, .expired: counts.lost += 1
            case .failed: counts.failed += 1
            case .mode, .found, .leftOut, .waiting: break
            }
        }
        if case .looked = event {
            // A log would get a line for each block, for months.
            guard console.status.isInPlace, !console.options.json, !console.options.isQuiet else { return }
            return console.status.update("\(event)")
        }
        guard !console.options.json else { return write(event.document(at: now())) }
        switch event {
        case .lost, .expired, .failed, .leftOut, .waiting: console.warn("\(event)")
        default: console.say("\(now().clock)  \(event)")
        }
    }

    /// Says what all of it came to.
    func sumUp() {
        let counts = counts.withLock { $0 }
        console.status.end()
        guard !console.options.json else {
            return write([
                "kind": "summary", "time": .string(now().iso8601), "sent": .integer(counts.sent),
                "opened": .integer(counts.opened), "revealed": .integer(counts.revealed),
                "lost": .integer(counts.lost), "failed": .integer(counts.failed),
                "block": counts.block.map { .integer(Int(clamping: $0)) } ?? .null,
            ])
        }
        console.say(
            "Sent weights \(counts.sent) \(counts.sent == 1 ? "time" : "times"): \(counts.opened) opened by the chain, "
                + "\(counts.revealed) revealed, \(counts.lost) lost, \(counts.failed) failed"
                + (counts.block.map { "; the last block was \($0)" } ?? ""))
    }

    /// Nobody may read it any more: the weights are what counts.
    private func write(_ document: OutputDocument) { try? console.write(data: document.line) }
}

extension WeightsEvent {
    /// A line of `weights watch --json-output`.
    fileprivate func document(at time: WallTime) -> OutputDocument {
        var members: [(String, OutputDocument)] = [("kind", .string(kind)), ("time", .string(time.iso8601))]
        switch self {
        case .looked(let look): members.append(("block", .integer(Int(clamping: look.block.rawValue))))
        case .mode(let mode): members.append(("mode", .string(mode.rawValue)))
        case .found(let epoch): members.append(("epoch", .integer(Int(clamping: epoch))))
        case .sent(let outcome, let epoch, let block):
            members += [("epoch", .integer(Int(clamping: epoch))), ("block", .integer(Int(clamping: block.rawValue)))]
            switch outcome {
            case .stored(let values):
                members += [
                    ("mode", "plain"), ("uids", .array(values.map { .integer(Int($0.uid)) })),
                    ("values", .array(values.map { .integer(Int($0.value)) })),
                ]
            case .committed(let commitment):
                members += [("mode", "salted"), ("commit_hash", .string(commitment.commitHash.hex))]
            case .timelocked(let pending): members += [("mode", "timelocked")] + pending.members
            }
        case .opened(let pending), .lost(let pending): members += pending.members
        case .revealed(let hash, let block):
            members += [("commit_hash", .string(hash.hex)), ("block", .integer(Int(clamping: block.rawValue)))]
        case .expired(let hash): members.append(("commit_hash", .string(hash.hex)))
        case .leftOut(let uids): members.append(("uids", .array(uids.map { .integer(Int($0)) })))
        case .waiting(let reason), .failed(let reason): members.append(("reason", .string(reason)))
        }
        return .object(members.map { .init(name: $0.0, value: $0.1) })
    }

    private var kind: String {
        switch self {
        case .looked: "looked"
        case .mode: "mode"
        case .sent: "sent"
        case .found: "found"
        case .opened: "opened"
        case .lost: "lost"
        case .revealed: "revealed"
        case .expired: "expired"
        case .leftOut: "left_out"
        case .waiting: "waiting"
        case .failed: "failed"
        }
    }
}

extension PendingWeights {
    fileprivate var members: [(String, OutputDocument)] {
        [
            ("commit_hash", .string(commitHash.hex)), ("reveal_round", .integer(Int(clamping: revealRound))),
            ("reveal_block", .integer(Int(clamping: revealBlock.rawValue))),
        ]
    }
}

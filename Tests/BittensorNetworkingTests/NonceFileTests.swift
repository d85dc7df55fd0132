// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SeededNumbers
import SubstratePrimitives
import Testing

@testable import BittensorNetworking

@Suite("Nonce file")
struct NonceFileTests {
    private static func ledger(_ file: TemporaryFile, capacity: Int = 4, now: Int64 = .max) throws -> NonceLedger {
        try NonceLedger(capacity: capacity, file: NonceFile(path: file.path), now: now, lead: .zero)
    }

    private static func caller(_ number: UInt64) -> NonceLedger.Caller { NonceLedger.Caller(high: number, low: 1) }

    @Test("What is written cannot be replayed after a restart, even with a torn record at the end")
    func restart() throws {
        let file = TemporaryFile()
        do {
            let ledger = try Self.ledger(file)
            #expect(try ledger.accept(Self.caller(1), 7, .wall, now: .max) == .fresh)
            for index in 10..<20 as Range<Int64> {
                #expect(try ledger.accept(Self.caller(UInt64(index)), index, .wall, now: .max) == .fresh)
            }
        }
        try file.append([0, 1, 2])
        let ledger = try Self.ledger(file)
        #expect(!ledger.wasDamaged)
        #expect(try ledger.accept(Self.caller(1), 7, .wall, now: .max) == .used)
        #expect(try ledger.accept(Self.caller(19), 19, .wall, now: .max) == .used)
        #expect(try ledger.accept(Self.caller(1), 30, .wall, now: .max) == .fresh)
    }

    @Test("Only one server at a time has the use of a file, also after it was rewritten; then another may")
    func lock() throws {
        let file = TemporaryFile()
        do {
            let ledger = try Self.ledger(file)
            #expect(try ledger.accept(Self.caller(1), 7, .wall, now: .max) == .fresh)
            let error = #expect(throws: NetworkingError.self) { _ = try Self.ledger(file) }
            #expect(error?.code == .nonceFile)
            #expect(
                error?.reason
                    == "the nonce file '\(file.path)' is in use by another server: give each of them a file of its own")
        }
        let next = try Self.ledger(file)
        #expect(try next.accept(Self.caller(1), 7, .wall, now: .max) == .used)
    }

    @Test("A foreign file is no nonce file, and stays as it is")
    func foreignFile() throws {
        let file = TemporaryFile()
        try file.append([UInt8]("something else".utf8))
        #expect(throws: NetworkingError(.nonceFile, "")) { _ = try Self.ledger(file) }
        #expect(FileManager.default.contents(atPath: file.path) == Data("something else".utf8))
        let folder = TemporaryFile()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
        #expect(throws: NetworkingError(.nonceFile, "")) { _ = try Self.ledger(folder) }
    }

    @Test("A file of the older form is read, and has checksums from then on")
    func olderForm() throws {
        let file = TemporaryFile()
        func record(_ numbers: UInt64...) -> [UInt8] {
            [0] + numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) } }
        }
        try file.append([UInt8]("BTNONCE1".utf8) + record(5, 1, 70) + record(6, 1, 80) + [0, 0])
        for _ in 0..<2 {
            let ledger = try Self.ledger(file)
            #expect(!ledger.wasDamaged)
            #expect(ledger.check(Self.caller(5), 70, .wall, now: .max) == .used)
            #expect(ledger.check(Self.caller(6), 80, .wall, now: .max) == .used)
            #expect(ledger.check(Self.caller(6), 81, .wall, now: .max) == .fresh)
        }
        #expect(FileManager.default.contents(atPath: file.path)?.prefix(8) == Data("BTNONCE2".utf8))
    }

    @Test("Where a record was lost, all that it can have been counts as used", arguments: [8, 20, 50, 76, 106])
    func damage(_ offset: Int) throws {
        let (file, now) = (TemporaryFile(), 1_000_000 as Int64)
        do {
            let ledger = try Self.ledger(file, now: now)
            for index in 1...3 as ClosedRange<Int64> {
                #expect(try ledger.accept(Self.caller(UInt64(index)), now + index, .wall, now: .max) == .fresh)
            }
        }
        var content = try #require(FileManager.default.contents(atPath: file.path))
        #expect(content.count == 8 + 3 * 33)
        content[offset] ^= 1
        try content.write(to: URL(filePath: file.path))
        for isDamaged in [true, false] {
            let ledger = try NonceLedger(
                capacity: 4, file: NonceFile(path: file.path), now: now, lead: .nanoseconds(100))
            #expect(ledger.wasDamaged == isDamaged)
            for index in 1...3 as ClosedRange<Int64> {
                #expect(ledger.check(Self.caller(UInt64(index)), now + index, .wall, now: .max) == .used)
            }
            // What another caller can have sent before the damage, too.
            #expect(ledger.check(Self.caller(9), now + 100, .wall, now: .max) == .used)
            #expect(ledger.check(Self.caller(9), now + 104, .wall, now: .max) == .fresh)
        }
    }

    @Test("A piece that was torn out of the middle is noticed")
    func tornMiddle() throws {
        let (file, now) = (TemporaryFile(), 1_000_000 as Int64)
        do {
            let ledger = try Self.ledger(file, now: now)
            for index in 1...3 as ClosedRange<Int64> {
                #expect(try ledger.accept(Self.caller(UInt64(index)), now + index, .wall, now: .max) == .fresh)
            }
        }
        var content = try #require(FileManager.default.contents(atPath: file.path))
        content.removeSubrange(50..<60)
        try content.write(to: URL(filePath: file.path))
        let ledger = try Self.ledger(file, now: now)
        #expect(ledger.wasDamaged)
        #expect(ledger.check(Self.caller(2), now + 2, .wall, now: .max) == .used)
    }

    @Test("Damage to callers without a clock cannot be made good: the file is refused")
    func damagedMonotonic() throws {
        let file = TemporaryFile()
        do {
            let ledger = try Self.ledger(file)
            for index in 1...2 as ClosedRange<Int64> {
                #expect(try ledger.accept(Self.caller(UInt64(index)), index, .monotonic, now: .max) == .fresh)
            }
        }
        var content = try #require(FileManager.default.contents(atPath: file.path))
        content[20] ^= 1
        try content.write(to: URL(filePath: file.path))
        #expect(throws: NetworkingError(.nonceFile, "")) { _ = try Self.ledger(file) }
    }

    @Test("Without room nothing is accepted, and with room again nothing is lost")
    func fullDisk() throws {
        let disk = FaultyDisk()
        var ledger: NonceLedger? = try Self.ledger(disk)
        #expect(try ledger?.accept(Self.caller(1), 10, .wall, now: .max) == .fresh)
        // Room for 10 of 33 bytes.
        disk.capacity = disk.count + 10
        #expect(throws: NetworkingError(.nonceFile, "")) {
            _ = try ledger?.accept(Self.caller(2), 20, .wall, now: .max)
        }
        #expect(ledger?.check(Self.caller(2), 20, .wall, now: .max) == .fresh)
        disk.capacity = .max
        for index in 3..<200 as Range<Int64> {
            #expect(try ledger?.accept(Self.caller(UInt64(index)), 10 * index, .wall, now: .max) == .fresh)
        }
        ledger = nil
        let next = try Self.ledger(disk)
        #expect(!next.wasDamaged)
        for index in 3..<200 as Range<Int64> {
            #expect(next.check(Self.caller(UInt64(index)), 10 * index, .wall, now: .max) == .used)
        }
        #expect(next.check(Self.caller(2), 20, .wall, now: .max) == .fresh)
    }

    @Test("A file that cannot be shortened is written on")
    func noRewrite() throws {
        let disk = FaultyDisk()
        let ledger = try Self.ledger(disk, capacity: 2)
        disk.refusesReplacing = true
        for index in 1...101_000 as ClosedRange<Int64> {
            guard try ledger.accept(Self.caller(1), index, .wall, now: .max) == .fresh else {
                Issue.record("nonce \(index) was not accepted")
                return
            }
        }
        #expect(disk.count == 8 + 101_000 * 33)
    }

    static func ledger(_ disk: FaultyDisk, capacity: Int = 1000, now: Int64 = .max) throws -> NonceLedger {
        try NonceLedger(
            capacity: capacity, file: NonceFile(name: "disk", storage: disk), now: now, lead: .seconds(4))
    }

    @Test("Whatever happens to process, disk and clock, no nonce is accepted twice: 1000 tries")
    func neverTwice() throws {
        var (accepted, replayed) = (0, 0)
        for seed in 0..<1000 as Range<UInt64> {
            let outcome = try Self.life(seed)
            accepted += outcome.accepted
            replayed += outcome.replayed
        }
        #expect(accepted > 5_000)
        #expect(replayed > 5_000)
    }

    /// Calls, replays, and what befalls a server: a full disk, a clock that is set, kill -9 in the middle of a write. Returns how
    /// many calls were accepted, and how many of those came again.
    private static func life(_ seed: UInt64) throws -> (accepted: Int, replayed: Int) {
        var random = SeededNumbers(seed: seed)
        let (disk, second) = (FaultyDisk(), 1_000_000_000 as Int64)
        var now = 1_700_000_000 * second
        var ledger: NonceLedger? = try Self.ledger(disk, capacity: 8, now: now)
        var (accepted, sent) = (Set<Call>(), [Call]())
        var replayed = 0
        for _ in 0..<120 {
            switch random.next() % 12 {
            case 0: disk.capacity = disk.count + Int(random.next() % 50)
            case 1: disk.capacity = .max
            case 2: now += Int64(random.next() % 100) * second
            case 3: now -= Int64(random.next() % 100) * second
            case 4, 5:
                ledger = nil
                if random.next() % 2 == 0 { disk.tear(Int(random.next() % 33), &random) }
                // A damaged file on a full disk does not open.
                ledger = try? Self.ledger(disk, capacity: 8, now: now)
            default:
                let ahead = Int64(random.next() % UInt64(5 * second))
                let call =
                    random.next() % 2 == 0
                    ? sent.randomElement(using: &random) : Call(caller: 1 + random.next() % 12, nonce: now + ahead)
                guard let call else { continue }
                sent.append(call)
                if accepted.contains(call) { replayed += 1 }
                guard
                    let verdict = try? ledger?.accept(Self.caller(call.caller), call.nonce, .wall, now: now),
                    verdict == .fresh
                else { continue }
                #expect(accepted.insert(call).inserted, "\(call) in the life \(seed)")
            }
        }
        return (accepted.count, replayed)
    }

    private struct Call: Hashable {
        let caller: UInt64
        let nonce: Int64
    }
}

@Suite("Nonces ahead of the clock")
struct EarlyNonceTests {
    private static let now: Int64 = 1_700_000_000_000_000_000

    private static func ledger() throws -> NonceLedger {
        try NonceLedger(capacity: 64, now: now, lead: .seconds(4))
    }

    @Test("However many callers send nonces ahead of the clock, those with the right time are served")
    func crowd() throws {
        let ledger = try Self.ledger()
        var now = Self.now
        var isServed: [Bool] = []
        var isEarlyTold = false
        for round in 0..<50 as Range<UInt64> {
            for stranger in 0..<40 as Range<UInt64> {
                let caller = NonceLedger.Caller(high: round, low: stranger)
                let verdict = try ledger.accept(caller, now + 4_000_000_000, .wall, now: now)
                isEarlyTold = isEarlyTold || verdict == .early
            }
            let honest = NonceLedger.Caller(high: 1_000 + round, low: 0)
            isServed.append(try ledger.accept(honest, now, .wall, now: now) == .fresh)
            now += 50_000_000
        }
        #expect(isEarlyTold)
        #expect(isServed.allSatisfy { $0 })
    }

    @Test("A caller with a fast clock is served as long as few have one, and may go on")
    func fastClock() throws {
        let ledger = try Self.ledger()
        let caller = NonceLedger.Caller(high: 1, low: 1)
        for index in 0..<100 as Range<Int64> {
            #expect(try ledger.accept(caller, Self.now + 1_000_000_000 + index, .wall, now: Self.now) == .fresh)
        }
    }

    @Test("When the clock has passed them, others may be ahead")
    func later() throws {
        let ledger = try Self.ledger()
        func verdict(_ caller: UInt64, at now: Int64) throws -> NonceLedger.Verdict {
            try ledger.accept(.init(high: caller, low: 2), now + 1_000_000_000, .wall, now: now)
        }
        for caller in 0..<16 as Range<UInt64> { #expect(try verdict(caller, at: Self.now) == .fresh) }
        #expect(try verdict(99, at: Self.now) == .early)
        #expect(try verdict(99, at: Self.now + 2_000_000_000) == .fresh)
    }
}

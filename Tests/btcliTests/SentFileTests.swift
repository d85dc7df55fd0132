// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import btcli

@Suite("The file of what was sent")
struct SentFileTests {
    private static func record(_ number: UInt8, last: BlockNumber? = 132) -> SubmissionRecord {
        SubmissionRecord(
            trace: SubmissionTrace(
                hash: Hash256(unchecked: [UInt8](repeating: number, count: 32)),
                signer: AccountID(unchecked: [UInt8](repeating: 9, count: 32)), nonce: UInt32(number), anchor: 100,
                lastBlock: last, genesisHash: .zero),
            intent: "i\(number)", call: "Balances.transfer_keep_alive", summary: "transfer\n\u{1B}[2J")
    }

    private static let block = Hash256(unchecked: [UInt8](repeating: 7, count: 32))

    private static let states: [SubmissionState] = [
        .signed, .written, .notSent, .refused(reason: "a \"reason\""), .notIncludable(reason: "b"),
        .succeeded(110, block), .failed(111, block, reason: "Module.Error"),
    ]

    private func file(_ home: Home) throws -> SentFile {
        try SentFile(environment: Environment(["HOME": home.path]), network: "test")
    }

    @Test("is read as it was written, and only its owner may", arguments: states)
    func roundTrip(state: SubmissionState) async throws {
        let home = try Home()
        let file = try file(home)
        let record = Self.record(1, last: state == .signed ? nil : 132)
        try await file.keep(record)
        if state != .signed { await file.note(state, of: record.trace.hash) }
        let entry = try #require(try file.entries().first)
        #expect(entry.record == record)
        #expect(entry.state == state)
        #expect(entry.network == "test")
        #expect(try home.mode(".bittensor/sent.jsonl") == 0o600)
        #expect(
            SentEntry.entries(
                in: Array(
                    entry.lines.map { String(decoding: $0.serialized(), as: UTF8.self) }
                        .joined(separator: "\n").utf8)) == [entry])
    }

    @Test("a line that a killed process began, and lines that say nothing, cost no other")
    func torn() async throws {
        let home = try Home()
        let file = try file(home)
        try await file.keep(Self.record(1))
        let whole = try home.read(".bittensor/sent.jsonl")
        try home.write(
            whole + "garbage\n{}\n[1]\n{\"hash\":\"0x00\",\"state\":\"signed\"}\n" + whole.prefix(60),
            to: ".bittensor/sent.jsonl")
        try await file.keep(Self.record(2))
        await file.note(.succeeded(103, Self.block), of: Self.record(2).trace.hash)
        // What is settled stays so, whatever comes after.
        await file.note(.written, of: Self.record(2).trace.hash)
        #expect(try file.entries().map(\.record) == [Self.record(1), Self.record(2)])
        #expect(try file.entries().map(\.state) == [.signed, .succeeded(103, Self.block)])
        #expect(try home.mode(".bittensor/sent.jsonl") == 0o600)
    }

    @Test("of too many the oldest settled ones go, and none that is open")
    func capacity() async throws {
        let home = try Home()
        let file = try file(home)
        for number: UInt8 in 1...6 {
            try await file.keep(Self.record(number))
            if number % 2 == 0 { await file.note(.notSent, of: Self.record(number).trace.hash) }
        }
        try file.tidy(keeping: 4)
        #expect(try file.entries().map(\.trace.nonce) == [1, 3, 5, 6])
        try file.tidy(keeping: 1)
        #expect(try file.entries().map(\.trace.nonce) == [1, 3, 5])
        #expect(try home.mode(".bittensor/sent.jsonl") == 0o600)
    }

    @Test("several processes that write at once lose nothing")
    func together() async throws {
        let home = try Home()
        let path = home.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number: UInt8 in 1...40 {
                group.addTask {
                    let file = try SentFile(environment: Environment(["HOME": path]))
                    try await file.keep(Self.record(number))
                    if number % 10 == 0 { try file.tidy(keeping: 1) }
                }
            }
            try await group.waitForAll()
        }
        #expect(Set(try file(home).entries().map(\.trace.nonce)) == Set(1...40))
    }

    @Test("the list shows nothing that a terminal would obey")
    func harmless() async throws {
        let home = try Home()
        try await file(home).keep(Self.record(1))
        let run = await home.run("wallet sent --offline")
        #expect(run.status == .done)
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.output.contains("not known yet"))
    }
}

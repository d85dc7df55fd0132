// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import MiningFleet

@Suite("Documents of a fleet")
struct WireTests {
    @Test("carry a job as it is, for both schemes", arguments: SealScheme.allCases)
    func jobs(scheme: SealScheme) throws {
        let puzzles = [
            try samplePuzzle(1, scheme: scheme, difficulty: .max, weight: 1000, lifetime: .seconds(86_400)),
            try samplePuzzle(2, scheme: scheme),
        ]
        let job = try FleetJob(epoch: FleetJob.lastEpoch, puzzles: puzzles)
        let read = try FleetJob(wire: job.wire)
        #expect(read == job)
        #expect(read.puzzles.map(\.puzzle) == puzzles.map(\.puzzle))
        #expect(try FleetJob(wire: FleetJob(epoch: 0, puzzles: []).wire).puzzles.isEmpty)
    }

    @Test("are written as the documentation says")
    func written() throws {
        let document = try JSONValue(parsing: FleetJob(epoch: 7, puzzles: [samplePuzzle(weight: 3)]).wire)
        #expect(document["version"] == 1)
        #expect(document["epoch"] == 7)
        let puzzle = try #require(document["puzzles"]?[0])
        #expect(puzzle["scheme"] == "pow-register")
        #expect(puzzle["block"] == 100)
        #expect(puzzle["netuid"] == 7)
        #expect(puzzle["difficulty"] == "20")
        #expect(puzzle["weight"] == 3)
        #expect(puzzle["seconds"] == 60)
        #expect(puzzle["hotkey"]?.string == Hashing.sha256([1, 1]).hex)
        #expect(puzzle["id"]?.string?.utf8.count == 32)
        let result = try JSONValue(parsing: FleetResult(epoch: 7, puzzle: "ab", nonce: .max).wire)
        #expect(result == ["version": 1, "epoch": 7, "puzzle": "ab", "nonce": "18446744073709551615"])
    }

    @Test("carry results and reports as they are")
    func others() throws {
        let result = FleetResult(epoch: 3, puzzle: "ab", nonce: .max)
        #expect(try FleetResult(wire: result.wire) == result)
        let report = FleetReport(
            epoch: 3, hashes: .max,
            devices: [.init(name: "cpu", hashesPerSecond: 7), .init(name: "cuda:0", hashesPerSecond: 9)],
            found: 2)
        #expect(try FleetReport(wire: report.wire) == report)
        #expect(report.hashesPerSecond == 16)
        let resting = FleetReport(epoch: nil, hashes: 0, devices: [], found: 0)
        #expect(try FleetReport(wire: resting.wire) == resting)
    }

    /// Puts another value in the place of a member, of the job or of its first puzzle.
    private static func job(_ name: String, _ value: JSONValue?, inPuzzle: Bool = true) throws -> [UInt8] {
        guard case .object(var job) = try JSONValue(parsing: FleetJob(epoch: 7, puzzles: [samplePuzzle()]).wire),
            case .object(var puzzle)? = job["puzzles"]?[0]
        else { return [] }
        if inPuzzle { puzzle[name] = value } else { job[name] = value }
        if inPuzzle { job["puzzles"] = [.object(puzzle)] }
        return JSONValue.object(job).serialized()
    }

    @Test(
        "that are out of bounds are refused",
        arguments: [
            ("scheme", "x"), ("scheme", nil), ("scheme", "register"), ("block", -1), ("block", "100"),
            ("block_hash", "0x12"), ("block_hash", 5),
            ("netuid", 65_536), ("hotkey", nil), ("coldkey", "zz"), ("difficulty", "0"), ("difficulty", 20),
            ("difficulty", ""),
            ("difficulty", .string(String(repeating: "9", count: 79))), ("weight", 0), ("weight", 1001), ("seconds", 0),
            ("seconds", 86_401),
            ("id", "other"), ("id", nil), ("difficulty", "21"),
        ] as [(String, JSONValue?)])
    func badPuzzles(name: String, value: JSONValue?) throws {
        let bytes = try Self.job(name, value)
        #expect(throws: FleetError(.malformed, "")) { try FleetJob(wire: bytes) }
    }

    @Test(
        "that are none are refused",
        arguments: [
            "", "{", "[]", "null", #"{"version":1}"#, #"{"version":1,"epoch":1,"puzzles":{}}"#,
            #"{"version":1,"epoch":9007199254740992,"puzzles":[]}"#, #"{"version":1,"epoch":1,"puzzles":[[[[[[]]]]]]}"#,
        ])
    func noJobs(text: String) {
        #expect(throws: FleetError(.malformed, "")) { try FleetJob(wire: Array(text.utf8)) }
    }

    @Test("of another version say so, and members that are not known are not minded")
    func versions() throws {
        let other = try Self.job("version", 2, inPuzzle: false)
        let error = #expect(throws: FleetError.self) { try FleetJob(wire: other) }
        #expect(error?.code == .unknownVersion)
        #expect(error?.reason.contains("version 2") == true)
        let more = try Self.job("later", "x", inPuzzle: false)
        #expect(try FleetJob(wire: more).epoch == 7)
    }

    @Test("have no more puzzles and no more bytes than is allowed")
    func bounds() throws {
        let many = try (UInt8(0)..<65).map {
            try samplePuzzle($0, difficulty: .max, weight: 1000, lifetime: .seconds(86_400))
        }
        #expect(throws: FleetError(.jobTooLarge, "")) { try FleetJob(epoch: 1, puzzles: many) }
        let most = try FleetJob(epoch: FleetJob.lastEpoch, puzzles: Array(many.prefix(64)))
        #expect(most.wire.count <= FleetDocument.longest)
        #expect(try FleetJob(wire: most.wire) == most)
        let padded = try Self.job("later", .string(String(repeating: "x", count: 64 << 10)), inPuzzle: false)
        #expect(throws: FleetError(.malformed, "")) { try FleetJob(wire: padded) }
    }

    @Test(
        "of results are refused where they are none",
        arguments: [
            #"{"version":1,"epoch":1,"puzzle":"a","nonce":7}"#, #"{"version":1,"epoch":1,"puzzle":"a","nonce":"-7"}"#,
            #"{"version":1,"epoch":1,"puzzle":"a","nonce":"18446744073709551616"}"#,
            #"{"version":1,"epoch":-1,"puzzle":"a","nonce":"7"}"#, #"{"version":1,"epoch":1,"nonce":"7"}"#, "x",
        ])
    func badResults(text: String) {
        #expect(throws: FleetError(.malformed, "")) { try FleetResult(wire: Array(text.utf8)) }
    }

    @Test(
        "name workers by one word",
        arguments: [
            ("rack-7_a", true), ("", false), ("a.b", false), ("a b", false), ("*", false), (">", false), ("ä", false),
            (String(repeating: "a", count: 65), false),
        ])
    func names(text: String, isName: Bool) {
        #expect(((try? WorkerName(text)) != nil) == isName)
    }

    @Test(
        "name workers after their machines",
        arguments: [("rack-7.example.org", "rack-7"), ("ä", "worker"), ("", "worker"), ("a b", "ab")])
    func hosts(host: String, name: String) throws {
        #expect(try WorkerName(host: host).description == name)
    }

    @Test("give the same puzzle the same id, and every other one another")
    func ids() throws {
        let puzzle = try samplePuzzle()
        #expect(try samplePuzzle(weight: 9, lifetime: .seconds(5)).id == puzzle.id)
        #expect(try samplePuzzle(2).id != puzzle.id)
        #expect(try samplePuzzle(difficulty: 21).id != puzzle.id)
        #expect(try samplePuzzle(scheme: .register).id != puzzle.id)
    }
}

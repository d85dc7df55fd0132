// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import CWasmtime
import Foundation
import SubstrateRuntime

/// A genuine runtime under our interpreter and under wasmtime, in one process, turn by turn.
@main
struct RuntimeEngines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runtime-engines",
        abstract: "A genuine runtime under our interpreter and under wasmtime, turn by turn.")

    @Argument(help: "A raw or plain chain specification, or the code of a runtime.")
    var specification: String
    @Option(help: "wasmtime's library, of its Python wheel: …/wasmtime/linux-x86_64/_libwasmtime.so.")
    var wasmtime: String?
    @Option(help: "How often each is measured.")
    var turns = 21
    @Option(help: "How many transfers are validated and applied; of spec 293 alone.")
    var transfers = 500
    @Flag(
        help: """
            Fail above twice wasmtime's time for a block or for one with an epoch, above 5 ms for the start, below 1,000 \
            transfers a second; transfers and epochs are spec 293's alone. With --wasmtime.
            """)
    var check = false

    func validate() throws {
        guard turns > 0 else { throw ValidationError("--turns must be 1 or more") }
        guard transfers > 0 else { throw ValidationError("--transfers must be 1 or more") }
        guard !check || wasmtime != nil else {
            throw ValidationError("--check compares with wasmtime: say where its library is, with --wasmtime")
        }
    }

    func run() throws {
        let chain = try ChainSpecification(file: [UInt8](try Data(contentsOf: URL(filePath: specification))))
        var contestants = [try Contestant("interpreter", chain, transfers: transfers)]
        if let wasmtime {
            guard wasmtime_load(wasmtime) else { throw ValidationError("\(wasmtime) is no library of wasmtime 50") }
            wasmtime_take_turn(true)
            contestants.append(try Contestant("wasmtime", chain, transfers: transfers))
            wasmtime_take_turn(false)
            guard contestants[0].roots == contestants[1].roots else {
                throw ValidationError("the two come to different states")
            }
        }
        print(
            "spec \(contestants[0].code.version.specVersion), \(turns) turns, thread CPU time, ms: median (least … most)"
        )
        var medians: [String: [Double]] = [:]
        for measure in Contestant.Measure.allCases {
            var times = [[Double]](repeating: [], count: contestants.count)
            for _ in 0..<turns {
                for index in contestants.indices {
                    if let time = try contestants[index].time(measure) { times[index].append(time) }
                }
            }
            guard times.allSatisfy({ !$0.isEmpty }) else { continue }
            let sorted = times.map { $0.sorted() }
            medians[measure.rawValue] = sorted.map { $0[$0.count / 2] }
            let texts = sorted.map { String(format: "%.3f (%.3f … %.3f)", $0[$0.count / 2], $0[0], $0[$0.count - 1]) }
            let ratio = sorted.count == 2 ? String(format: "× %.2f", sorted[0][turns / 2] / sorted[1][turns / 2]) : ""
            print("\(measure.rawValue): \(texts.joined(separator: " | ")) \(ratio)")
        }
        if let validate = medians["validate"]?[0], let apply = medians["apply"]?[0] {
            print(String(format: "validated and applied: %.0f a second", 1000 / (validate + apply)))
        }
        let starts = contestants.map { String(format: "%@ %.1f ms", $0.name, $0.start) }
        let unpacking = String(format: "%.1f ms", contestants[0].unpacking)
        print(
            "from the module to its first answer: \(starts.joined(separator: ", ")); unpacking before that: \(unpacking)"
        )
        guard check else { return }
        let failures = failures(of: contestants, medians)
        for failure in failures { print(failure) }
        guard failures.isEmpty else { throw ExitCode.failure }
    }

    private func failures(of contestants: [Contestant], _ medians: [String: [Double]]) -> [String] {
        var failures: [String] = []
        if contestants[0].start > 5 { failures.append("the start takes more than 5 ms") }
        for (measure, name) in [("block", "a block"), ("epoch", "a block with an epoch")] {
            guard let times = medians[measure], times[0] > 2 * times[1] else { continue }
            failures.append("\(name) takes more than twice wasmtime's time")
        }
        if let validate = medians["validate"]?[0], let apply = medians["apply"]?[0], validate + apply > 1 {
            failures.append("fewer than 1,000 transfers a second are validated and applied")
        }
        return failures
    }
}

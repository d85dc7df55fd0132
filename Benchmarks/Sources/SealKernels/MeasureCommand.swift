// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import CSealKernels
import Foundation

struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Time every kernel on one core, side by side, in cycles per hash.",
        discussion: """
            The kernels take turns at slices of some milliseconds, so that a disturbance meets them all. Cycles are \
            thread CPU time by a clock that is calibrated around each slice. All must find the same candidates.
            """)

    @Option(help: "Slices per kernel.")
    var slices = 51

    @Option(help: "The scheme: register or pow-register.")
    var scheme: Walk.Scheme = .register

    @Option(help: "The byte order: big or little.")
    var order: Walk.Order = .little

    @Option(help: "Only this kernel, beside portable.")
    var kernel: String?

    @Option(help: "Also time the Rust miner of SDK 11.3, with this Python: see RustMiner/python.")
    var rustMiner: String?

    @Flag(help: "Print one JSON document.")
    var json = false

    @Flag(help: "Fail when a kernel is slower than its threshold.")
    var check = false

    @Option(help: "The thresholds.")
    var thresholds = "Thresholds/seal-kernels.json"

    func validate() throws {
        guard slices > 0 else { throw ValidationError("--slices must be 1 or more") }
    }

    func run() throws {
        let limits = check ? try Thresholds(file: thresholds) : nil
        let walk = Walk(scheme: scheme, order: order)
        // Rare enough to cost nothing, frequent enough to prove the work.
        let puzzle = walk.puzzle(zeroBits: 12)
        let kernels = availableKernels().filter { kernel == nil || [kernel, "portable"].contains($0.kernelName) }
        var measurements = kernels.map { Measurement($0, walk: walk, puzzle: puzzle) }
        let miner = try rustMiner.map { try RustMiner(python: $0) }
        for _ in 0..<slices {
            for index in measurements.indices { measurements[index].takeSlice(of: walk, puzzle: puzzle) }
            try miner?.takeSlice()
        }
        let report = try Report(measurements, rustMiner: miner, walk: walk, slices: slices)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(report.table)
        }
        guard let (failures, skipped) = limits?.remarks(on: report) else { return }
        let remarks = (skipped + failures).map { $0 + "\n" }.joined()
        FileHandle.standardError.write(Data(remarks.utf8))
        if !failures.isEmpty { throw ExitCode.failure }
    }
}

extension Walk.Scheme: ExpressibleByArgument {}
extension Walk.Order: ExpressibleByArgument {}

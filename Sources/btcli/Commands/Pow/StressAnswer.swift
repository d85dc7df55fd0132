// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark

/// What a machine did under load.
struct StressAnswer: Answer {
    let report: StressTest.Report
    let machine: SolverTuning.Machine

    private var spread: MeasuredSpread { MeasuredSpread(report.rates.map(\.perSecond)) }

    var document: OutputDocument {
        [
            "good": .bool(report.faults.isEmpty),
            "kernel": .string(report.kernel.name),
            "scheme": .string(report.scheme.rawValue),
            "processor": .string(machine.processor),
            "threads": .integer(report.threads),
            "laps": .integer(report.laps),
            "hashes": .digits(report.hashes),
            "seconds": .number(report.time / .seconds(1)),
            "hash_rate": .number(report.hashRate.perSecond),
            "hash_rates": .array(report.rates.map { .number($0.perSecond) }),
            "checksum": .string(report.checksum.hex),
            "faults": .array(
                report.faults.map {
                    [
                        "thread": .integer($0.thread), "processor": $0.processor.map { .integer($0) } ?? .null,
                        "lap": .integer($0.lap), "differences": .integer($0.differences),
                    ]
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        let range = "\(HashRate(perSecond: spread.least)) to \(HashRate(perSecond: spread.most))"
        var rows = [
            ("Machine", "\(machine.processor); \(machine.processors) processors"),
            ("Kernel", "\(report.kernel), \(report.scheme.rawValue)"),
            ("Threads", String(report.threads)),
            ("Laps", "\(report.laps), \(report.hashes) hashes in \((report.time / .seconds(1)).fixed(decimals: 1)) s"),
            ("Hash rate", "\(report.hashRate); \(range) in twentieths of the time"),
            ("Checksum", "\(report.checksum)"),
        ]
        rows.append(("Faults", report.faults.isEmpty ? "none: every lap found what it had to find" : faults))
        return Facts(rows).text(width: width)
    }

    private var faults: String {
        let places = Set(report.faults.map { $0.processor.map { "processor \($0)" } ?? "thread \($0.thread)" }).sorted()
        return """
            \(report.faults.count) wrong laps, on \(places.prefix(8).joined(separator: ", ")): do not trust this machine as \
            it is; look at its cooling, clocks and voltages
            """
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark
import SubstratePrimitives

/// What a benchmark found.
struct BenchmarkAnswer: Answer {
    let report: POWBenchmark.Report

    private var kernelNames: [String] { SealKernel.available.map(\.name) }

    var document: OutputDocument {
        [
            "kernel": .string(report.kernel.name),
            "threads": .integer(report.threads),
            "hashes": .digits(report.hashes),
            "seconds": .number(report.seconds),
            "hash_rate": .number(report.hashRate.perSecond),
            "checksum": .string(report.checksum.hex),
            "kernels": .array(kernelNames.map { .string($0) }),
        ]
    }

    func text(width: Int?) -> StyledText {
        let perThread = HashRate(perSecond: report.hashRate.perSecond / Double(report.threads))
        return Facts([
            ("Kernel", "\(report.kernel) (of \(kernelNames.joined(separator: ", ")))"),
            ("Threads", String(report.threads)),
            ("Hashes", String(report.hashes)),
            ("Seconds", report.seconds.fixed(decimals: 3)),
            ("Hash rate", "\(report.hashRate), \(perThread) per thread"),
            ("Cycles", "\(report.cyclesPerHash.fixed(decimals: 1)) per hash"),
            ("Checksum", "\(report.checksum) (\(report.hits) hits confirmed)"),
        ]).text(width: width)
    }
}

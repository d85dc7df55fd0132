// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark

/// What suits this machine, and where that is written down.
struct TuningAnswer: Answer {
    let tuning: SolverTuning
    /// nil where it could not be.
    let path: String?

    var document: OutputDocument {
        [
            "kernel": .string(tuning.kernel),
            "threads": .integer(tuning.threads),
            "update_interval": .digits(tuning.updateInterval),
            "hash_rate": .number(tuning.hashRate),
            "processor": .string(tuning.machine.processor),
            "processors": .integer(tuning.machine.processors),
            "kernels": .array(tuning.machine.kernels.map { .string($0) }),
            "file": .string(orNull: path),
        ]
    }

    func text(width: Int?) -> StyledText {
        Facts([
            ("Kernel", "\(tuning.kernel) (of \(tuning.machine.kernels.joined(separator: ", ")))"),
            ("Threads", "\(tuning.threads) (on \(tuning.machine.processors) processors)"),
            ("Slice", "\(tuning.updateInterval) nonces"),
            ("Hash rate", "\(HashRate(perSecond: tuning.hashRate))"),
            ("Processor", tuning.machine.processor),
            ("Stored in", path ?? "no file"),
        ]).text(width: width)
    }
}

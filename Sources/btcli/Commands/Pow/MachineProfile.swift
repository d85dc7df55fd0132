// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark

/// How fast a machine searches, for others to read: it names the machine, and neither its owner nor its place.
struct MachineProfile {
    /// Of every scheme.
    let comparisons: [ComparisonAnswer]

    var document: OutputDocument {
        [
            "format": .string("swift-bittensor machine profile 1"),
            "version": .string(Release.version),
            "processor": .string(orNull: comparisons.first?.machine.processor),
            "processors": .integer(comparisons.first?.machine.processors ?? 0),
            "fastest": .object(
                SealScheme.allCases.map { .init(name: $0.rawValue, value: .string(SealKernel.fastest(for: $0).name)) }),
            "comparisons": .array(comparisons.map(\.document)),
        ]
    }
}

/// What was written, and where.
struct ProfileAnswer: Answer {
    let profile: MachineProfile
    let path: String

    var document: OutputDocument { profile.document }

    func text(width: Int?) -> StyledText {
        let tables = profile.comparisons.map { StyledText("\($0.scheme.rawValue)\n") + $0.text(width: width) }
        return tables.dropFirst().reduce(tables.first ?? "") { $0 + "\n\n" + $1 } + "\n\n"
            + Facts([("Profile", path)]).text(width: width)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SealBenchmark
import SubstratePrimitives

/// What a benchmark of cards found.
struct CardBenchmarkAnswer: Answer {
    let reports: [CardBenchmark.Report]

    var document: OutputDocument {
        [
            "hash_rate": .number(reports.reduce(0) { $0 + $1.hashRate.perSecond }),
            "devices": .array(reports.map(Self.document)),
        ]
    }

    private static func document(_ report: CardBenchmark.Report) -> OutputDocument {
        [
            "device": .string(report.device.identifier),
            "name": .string(report.device.name),
            "kernel": .string(report.kernel),
            "threads_per_block": .integer(report.groupSize),
            "hashes": .digits(report.hashes),
            "seconds": .number(report.time / .seconds(1)),
            "hash_rate": .number(report.hashRate.perSecond),
            "share_of_integer_bound": report.shareOfBound.map { .number($0) } ?? .null,
            "watts_per_megahash": report.wattsPerMegahash.map { .number($0) } ?? .null,
            "temperature": report.sensors?.temperature.map { .integer($0) } ?? .null,
            "power": report.sensors?.power.map { .number($0) } ?? .null,
            "checksum": .string(report.checksum.hex),
        ]
    }

    func text(width: Int?) -> StyledText {
        reports.map { report in
            var facts = [
                ("Device", "\(report.device)"),
                ("Kernel", "\(report.kernel), in groups of \(report.groupSize)"),
                ("Hashes", String(report.hashes)),
                ("Seconds", (report.time / .seconds(1)).fixed(decimals: 3)),
                ("Hash rate", "\(report.hashRate)"),
            ]
            if let share = report.shareOfBound {
                facts.append(("Share", "\((100 * share).fixed(decimals: 1)) % of the integer units' bound"))
            }
            if let power = report.sensors?.power, let watts = report.wattsPerMegahash {
                facts.append(("Power", "\(power.fixed(decimals: 0)) W, \(watts.fixed(decimals: 4)) W per MH/s"))
            }
            if let temperature = report.sensors?.temperature { facts.append(("Temperature", "\(temperature) °C")) }
            facts.append(("Checksum", "\(report.checksum) (\(report.hits) hits confirmed)"))
            return Facts(facts).text(width: width)
        }.joined(separator: "\n\n")
    }
}

/// What suits each card.
struct CardTuningAnswer: Answer {
    let tunings: [CardTuning]

    var document: OutputDocument {
        [
            "devices": .array(
                tunings.map {
                    [
                        "device": .string($0.device),
                        "kernel": .string($0.kernel),
                        "threads_per_block": .integer($0.groupSize),
                        "nonces_per_thread": .integer($0.noncesPerItem),
                        "hash_rate": .number($0.hashRate.perSecond),
                    ]
                })
        ]
    }

    func text(width: Int?) -> StyledText {
        tunings.map {
            Facts([
                ("Device", $0.device),
                ("Kernel", $0.kernel),
                ("Block", "\($0.groupSize) threads (--tpb)"),
                ("Grid", "\($0.noncesPerItem) nonces per thread"),
                ("Hash rate", "\($0.hashRate)"),
            ]).text(width: width)
        }.joined(separator: "\n\n")
    }
}

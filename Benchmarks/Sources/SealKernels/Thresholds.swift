// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// How fast each kernel must be, as a file that is checked in says it.
struct Thresholds: Decodable {
    /// By kernel: how many times as fast as the portable one at least.
    let minimumRatioToPortable: [String: Double]

    init(file: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    /// One line for each kernel that is too slow or has no threshold, and for each that this machine lacks.
    func remarks(on report: Report) -> (failures: [String], skipped: [String]) {
        let failures = report.rows.compactMap { row -> String? in
            guard let minimum = minimumRatioToPortable[row.kernel] else { return "\(row.kernel): no threshold" }
            guard row.ratio < minimum else { return nil }
            return String(format: "%@: %.2f times portable, must be %.2f", row.kernel, row.ratio, minimum)
        }
        let measured = Set(report.rows.map(\.kernel))
        let skipped = minimumRatioToPortable.keys.sorted().filter { !measured.contains($0) }
        return (failures, skipped.map { "\($0): skipped, this machine cannot run it" })
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

/// A number of threads as a person types it: `6`, or `75%` of the processors that may be used.
enum ThreadCount {
    static func parse(_ text: String) throws -> UInt16 { try parse(text, available: ProcessorCount.available) }

    /// A part is rounded to whole processors, and is at least one.
    static func parse(_ text: String, available: Int) throws -> UInt16 {
        guard text.hasSuffix("%") else { return try WholeNumber.parse(text) }
        guard let part = try? WholeNumber.parse(String(text.dropLast())) as UInt16, (1...100).contains(part) else {
            throw CLIError(.usage, "\(excerpt(text)) is no part of the processors: write 1% to 100%")
        }
        return UInt16(clamping: max(1, (available * Int(part) + 50) / 100))
    }
}

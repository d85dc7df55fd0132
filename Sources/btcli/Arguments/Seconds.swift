// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A time that a person types in seconds, with or without a fraction.
enum Seconds {
    /// The time that `text` spells; throws unless it lies in `range`.
    static func parse(_ text: String, in range: ClosedRange<Double>) throws(CLIError) -> Duration {
        let isPlain = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        }
        guard isPlain, let seconds = Double(text), range.contains(seconds) else {
            throw CLIError(
                .usage, "a time in seconds is a number from \(range.lowerBound) to \(range.upperBound), such as 0.25")
        }
        return .seconds(seconds)
    }
}

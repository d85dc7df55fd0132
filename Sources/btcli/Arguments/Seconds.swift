// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A time that a person types in seconds, with or without a fraction, or with a unit: `90s`, `10m`, `1.5h`.
enum Seconds {
    private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]

    /// The time that `text` spells; throws unless it lies in `range`.
    static func parse(_ text: String, in range: ClosedRange<Double>) throws(CLIError) -> Duration {
        let unit = text.last.flatMap { units[$0] }
        let number = unit == nil ? text[...] : text.dropLast()
        let isPlain = number.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        }
        guard isPlain, let seconds = Double(number).map({ $0 * (unit ?? 1) }), range.contains(seconds) else {
            throw CLIError(
                .usage,
                """
                a time in seconds is a number from \(range.lowerBound) to \(range.upperBound), such as 0.25, or one with a \
                unit, such as 10m
                """)
        }
        return .seconds(seconds)
    }
}

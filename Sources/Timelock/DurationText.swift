// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Spans of time as a person types them: `90`, `90s`, `15m`, `1h30m`, `1d 2h`, `0.5h`, `1w`.
package enum DurationText {
    private static let seconds: [(unit: Character, count: Double)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]

    /// The span in seconds, of which a number alone counts; nil for what is none.
    package static func seconds(_ text: String) -> Double? {
        var rest = text.lowercased().drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        if let plain = rest.wholeMatch(of: #/-?\d{1,15}(\.\d{1,15})?/#) { return Double(plain.output.0) }
        guard !rest.isEmpty else { return nil }
        var sum = 0.0
        while !rest.isEmpty {
            guard let part = rest.prefixMatch(of: #/(\d{1,15}(?:\.\d{1,15})?) ?([wdhms]) ?/#),
                let number = Double(part.output.1),
                let count = seconds.first(where: { String($0.unit) == part.output.2 })?.count
            else { return nil }
            sum += number * count
            rest = rest[part.range.upperBound...]
        }
        return sum
    }

    /// A span in days, hours, minutes and seconds, such as `1d 1h 1m 1s`.
    package static func text(_ count: UInt64) -> String {
        let parts: [(UInt64, String)] = [
            (count / 86_400, "d"), (count / 3_600 % 24, "h"), (count / 60 % 60, "m"), (count % 60, "s"),
        ]
        let shown = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }
        return shown.isEmpty ? "0s" : shown.joined(separator: " ")
    }
}

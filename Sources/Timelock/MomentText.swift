// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Moments as a person types them: `2026-07-08`, `2026-07-08T12:00Z`, `2026-07-08 12:00:01.5+02:00`. Without an offset it is UTC.
package enum MomentText {
    /// The moment; nil for what is none.
    package static func moment(_ text: String) -> Date? {
        guard
            let parts = text.wholeMatch(
                of: #/(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?/#)?.output,
            let year = Int(parts.1), let month = Int(parts.2), let day = Int(parts.3),
            year >= 1, 1...12 ~= month, 1...days(in: month, of: year) ~= day
        else { return nil }
        let (hour, minute, second) = (number(parts.4), number(parts.5), number(parts.6))
        guard hour < 24, minute < 60, second < 60, let offset = offset(parts.8 ?? "Z") else { return nil }
        let clock = (hour * 60 + minute) * 60 + second - offset
        let fraction = parts.7.flatMap { Double("0" + $0) } ?? 0
        return Date(timeIntervalSince1970: Double(daysSince1970(year, month, day) * 86400 + clock) + fraction)
    }

    /// The moment in UTC, to the second; nil beyond the year 9999.
    package static func text(_ moment: Date) -> String? {
        let seconds = moment.timeIntervalSince1970
        guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return nil }
        return moment.formatted(.iso8601)
    }

    private static func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }

    /// Seconds east of Greenwich.
    private static func offset(_ text: Substring) -> Int? {
        guard text != "Z" else { return 0 }
        let (hours, minutes) = (number(text.dropFirst().prefix(2)), number(text.suffix(2)))
        guard hours < 24, minutes < 60 else { return nil }
        return (text.first == "-" ? -1 : 1) * (hours * 60 + minutes) * 60
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// In the Gregorian calendar. Years are counted from March on, so that the day that some of them lack is the last one.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
    }
}

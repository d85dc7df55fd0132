// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A moment, as the clock on the wall of whoever reads it shows it.
struct WallTime: Hashable, Sendable {
    /// Since 1970, UTC.
    let seconds: Int64
    /// Seconds east of UTC.
    let offset: Int64

    init(seconds: Int64, offset: Int64 = 0) {
        self.seconds = seconds
        self.offset = offset
    }

    /// Now, in the time zone of this process.
    static var now: WallTime {
        var moment = time(nil)
        var local = tm()
        localtime_r(&moment, &local)
        return WallTime(seconds: Int64(moment), offset: Int64(local.tm_gmtoff))
    }

    /// The moment in UTC by ISO 8601.
    var iso8601: String { Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601) }

    /// The time of day.
    var clock: String {
        let minutes = Self.modulo(local, 86_400) / 60
        return Self.digits(minutes / 60) + ":" + Self.digits(minutes % 60)
    }

    /// When so much time has passed: the time of day, with the weekday where it is another day; further away, how long it is.
    func text(after time: Duration) -> String {
        guard time < .seconds(6 * 86_400) else { return "in \(time.shortText)" }
        let then = WallTime(seconds: seconds + time.components.seconds, offset: offset)
        return then.day == day ? then.clock : "\(then.weekday) \(then.clock)"
    }

    private var local: Int64 { seconds + offset }
    private var day: Int64 { (local - Self.modulo(local, 86_400)) / 86_400 }
    /// The first of January 1970 was a Thursday.
    private var weekday: String { ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(Self.modulo(day, 7))] }

    private static func modulo(_ number: Int64, _ divisor: Int64) -> Int64 {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static func digits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// From when to when a certificate is good, in seconds since 1970.
public struct CertificateValidity: Hashable, Sendable {
    public let first: Int64
    public let last: Int64

    /// So many days from a moment on, and the day before it, as clocks differ. It ends with the year 2049 at the latest: later years
    /// are written in a form that some readers refuse.
    public static func from(_ seconds: Int64, days: Int64) -> CertificateValidity {
        let first = min(max(seconds, day), yearsEnd) - day
        let (length, tooLong) = max(days, 0).multipliedReportingOverflow(by: day)
        let (last, overflows) = seconds.addingReportingOverflow(length)
        return CertificateValidity(
            first: first, last: tooLong || overflows ? yearsEnd : max(first, min(last, yearsEnd)))
    }

    private static let day: Int64 = 86_400
    /// 31 December 2049, 23:59:59.
    private static let yearsEnd: Int64 = 2_524_607_999
}

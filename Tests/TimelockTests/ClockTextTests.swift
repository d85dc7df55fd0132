// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import TestVectors
import Testing
import Timelock

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

private let clock = VectorFile("timelock_clock.json")

@Suite struct ClockTextTests {
    @Test("moments are read as the Python SDK reads them", arguments: clock.cases("texts"))
    func moments(vector: Vector) {
        let round = MomentText.moment(vector["text"].string).map { DrandBeacon.quicknet.firstRound(from: $0) }
        #expect(round == (vector["round_at"].isNull ? nil : vector["round_at"].uint64))
    }

    @Test("a moment is in the calendar or is none")
    func calendar() {
        for (text, seconds) in [
            ("1970-01-01", 0), ("2000-02-29T00:00", 951_782_400), ("2000-03-01", 951_868_800),
            ("0001-01-01", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("1969-12-31T23:30-00:30", 0),
        ] { #expect(MomentText.moment(text)?.timeIntervalSince1970 == Double(seconds), "\(text)") }
        for text in [
            "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-32", "2026-01-00", "2026-01-01T24:00",
            "2026-01-01T12:60",
            "2026-01-01T12:00:60", "2026-01-01T12", "2026-01-01T12:00+25:00", "0000-01-01", "2026-01-01\u{0}",
            "٢٠٢٦-01-01",
        ] { #expect(MomentText.moment(text) == nil, "\(text)") }
        #expect(MomentText.text(DrandBeacon.quicknet.publication(of: 1)) == "2023-08-23T15:09:27Z")
        #expect(MomentText.text(Date(timeIntervalSince1970: 1e18)) == nil)
    }

    @Test("spans of time are read as the Python SDK reads them", arguments: clock.cases("durations"))
    func durations(vector: Vector) {
        #expect(
            DurationText.seconds(vector["text"].string) == (vector["seconds"].isNull ? nil : vector["seconds"].double))
    }

    @Test("spans of time are written as the Python SDK writes them", arguments: clock.cases("formatted"))
    func formatted(vector: Vector) {
        #expect(DurationText.text(vector["seconds"].uint64) == vector["text"].string)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@Suite("Numbers and durations as people read them")
struct NumberTextTests {
    @Test(
        "so many decimals, the last one rounded",
        arguments: [
            (0.0, 0, "0"), (2.5, 0, "3"), (-2.5, 0, "-3"), (1.005, 1, "1.0"), (0.05, 1, "0.1"), (-0.004, 2, "0.00"),
            (-0.25, 2, "-0.25"), (12.3456, 3, "12.346"), (0.000_01, 5, "0.00001"), (1e17, 0, "100000000000000000"),
        ])
    func fixed(_ value: Double, _ decimals: Int, text: String) { #expect(value.fixed(decimals: decimals) == text) }

    @Test("what has no such digits is told as it is", arguments: [1e18, -.infinity, .nan])
    func notFixed(_ value: Double) { #expect(value.fixed(decimals: 0) == String(value)) }

    @Test(
        "a duration in its two largest units",
        arguments: [
            (.zero, "0.0 ms"), (.microseconds(1234), "1.2 ms"), (.seconds(1), "1.0 s"),
            (.milliseconds(59_949), "59.9 s"),
            (.seconds(60), "1 min 0 s"), (.seconds(200), "3 min 20 s"), (.seconds(3600), "1 h 0 min"),
            (.seconds(90_000), "1 d 1 h"), (.seconds(31_557_600), "1 years"), (.seconds(1e18), "over 1000 years"),
        ] as [(Duration, String)])
    func shortText(_ duration: Duration, text: String) { #expect(duration.shortText == text) }
}

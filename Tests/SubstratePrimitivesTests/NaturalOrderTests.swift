// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@Suite("Natural order")
struct NaturalOrderTests {
    /// Each before all that follow.
    private static let lists = [
        ["", "k", "k1", "k2", "k10", "k10a", "k11", "ka"],
        ["1", "2", "10", "a"],
        ["miner-2-1", "miner-2-9", "miner-2-10", "miner-10-1"],
        ["a0", "a00", "a01", "a1", "a2"],
        ["k99999999999999999999998", "k99999999999999999999999", "k100000000000000000000000"],
        ["B", "a", "\u{e4}"],
    ]

    @Test("numbers in names count as numbers, and no two names are equal", arguments: lists)
    func order(names: [String]) {
        for (place, name) in names.enumerated() {
            for (otherPlace, other) in names.enumerated() {
                #expect(name.precedesNaturally(other) == (place < otherPlace), "\(name), \(other)")
            }
        }
        #expect(names.reversed().sorted { $0.precedesNaturally($1) } == names)
    }
}

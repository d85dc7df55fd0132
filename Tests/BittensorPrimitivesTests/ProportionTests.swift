// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Testing

@Suite("Parts of a whole")
struct ProportionTests {
    @Test(
        "a split adds up to 65535, as the Python SDK's convert_maybe_split_to_u16 does",
        arguments: [
            ([1], [65535]), ([1, 1], [32767, 32768]), ([1, 1, 1], [21845, 21845, 21845]),
            ([0.5, 0.25, 0.25], [32767, 16384, 16384]), ([0, 3], [0, 65535]),
            ([1, 2, 3, 4, 5, 6, 7], [2341, 4681, 7022, 9362, 11703, 14043, 16383]), ([1e-9, 1], [0, 65535]),
            ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [6549] + [UInt16](repeating: 6554, count: 9)),
        ] as [([Double], [UInt16])])
    func split(numbers: [Double], parts: [UInt16]) {
        #expect(Proportion.splitting(numbers)?.map(\.rawValue) == parts)
        #expect(Proportion.splitting(numbers.map { Float($0) })?.map(\.rawValue) == parts)
    }

    @Test(
        "what cannot be split is nil",
        arguments: [
            [], [0, 0], [1, -1], [.nan], [.infinity], [.greatestFiniteMagnitude, .greatestFiniteMagnitude],
            // Each rounds up, and the largest cannot pay for all.
            [Double](repeating: 0.6, count: 70_000),
        ] as [[Double]])
    func nonsense(numbers: [Double]) {
        #expect(Proportion.splitting(numbers) == nil)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

#if canImport(Subnet)
    @testable import Subnet
#endif

@Suite("Scores of answers")
struct ScoringTests {
    private static let series = Series(history: [1, 2, 3], future: [4, 5])

    @Test("the right answer is worth 1, and none as far off as 'it stays' more than a half")
    func worth() {
        #expect(Self.series.score([4, 5]) == 1)
        #expect(Self.series.score([3, 3]) == 0.5)
        #expect(Self.series.score([400, 500]) < 0.01)
    }

    @Test(
        "what is no answer is worth nothing",
        arguments: [nil, [], [4], [4, 5, 6], [4, Double.nan], [-Double.infinity, 5]])
    func nothing(answer: [Double]?) {
        #expect(Self.series.score(answer) == 0)
    }

    @Test("the miner's line goes on as it began")
    func line() {
        #expect(LinearForecaster().forecast([1, 3, 5], horizon: 2) == [7, 9])
        #expect(LinearForecaster().forecast([2], horizon: 3) == [2, 2, 2])
        #expect(LinearForecaster().forecast([], horizon: 1) == [0])
    }
}

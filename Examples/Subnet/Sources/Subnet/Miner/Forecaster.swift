// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a miner competes with: put your model behind this.
protocol Forecaster: Sendable {
    func forecast(_ history: [Double], horizon: Int) async throws -> [Double]
}

/// A line through what has been seen, drawn on: something to beat.
struct LinearForecaster: Forecaster {
    func forecast(_ history: [Double], horizon: Int) -> [Double] {
        let count = Double(history.count)
        guard count > 1 else { return Array(repeating: history.first ?? 0, count: horizon) }
        let middle = (count - 1) / 2
        let mean = history.reduce(0, +) / count
        let (rise, run) = history.enumerated().reduce((0.0, 0.0)) { sums, value in
            let distance = Double(value.offset) - middle
            return (sums.0 + distance * (value.element - mean), sums.1 + distance * distance)
        }
        return (0..<horizon).map { mean + rise / run * (count + Double($0) - middle) }
    }
}

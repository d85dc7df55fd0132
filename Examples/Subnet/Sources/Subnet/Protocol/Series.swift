// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A question whose answer is known: a slope with a wave on it, cut in two.
struct Series: Sendable {
    let history: [Double]
    /// What follows: what a perfect miner answers.
    let future: [Double]

    init(history: [Double], future: [Double]) {
        self.history = history
        self.future = future
    }

    /// A series that nobody has seen before.
    static func random(
        using generator: inout some RandomNumberGenerator, history: Int = 32, future: Int = 8
    ) -> Series {
        let level = Double.random(in: -100...100, using: &generator)
        let slope = Double.random(in: 0.5...2, using: &generator) * (Bool.random(using: &generator) ? 1 : -1)
        let height = Double.random(in: 0...1, using: &generator)
        let period = Double.random(in: 8...16, using: &generator)
        let values = (0..<(history + future)).map { step in
            level + slope * Double(step) + height * sin(2 * .pi * Double(step) / period)
        }
        return Series(history: Array(values.prefix(history)), future: Array(values.dropFirst(history)))
    }

    /// The question as it is sent.
    var question: Forecast {
        var question = Forecast()
        question.history = history
        question.horizon = future.count
        return question
    }
}

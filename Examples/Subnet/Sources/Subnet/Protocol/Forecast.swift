// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor

/// What this subnet's validators ask its miners: how does this series go on?
///
/// Miners in Python have the same class, with the same fields in the same order.
struct Forecast: Synapse {
    /// What has been seen so far, the oldest first.
    var history: [Double] = []
    /// How many values are wanted.
    var horizon = 1
    /// The miner's answer: as many values.
    var forecast: [Double]?

    static let fields: [SynapseField<Self>] = [
        .field("history", \.history, .required, .frozen),
        .field("horizon", \.horizon, .required, .frozen),
        .field("forecast", \.forecast),
    ]
    /// The validator's signature covers the question.
    static let requiredHashFields = ["history", "horizon"]
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Whose rules a chain follows, by what its runtime calls itself (`specName`).
package enum RuntimeFamily: String, Sendable {
    /// The runtime of every Bittensor chain.
    case subtensor = "node-subtensor"
    /// The model of it that the embedded chain has.
    case embedded = "swift-bittensor-embedded"

    package init?(specName: String) { self.init(rawValue: specName) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension RuleSet {
    /// The names of what a chain under these rules stores, with their pallets: `SubtensorModule.Tempo`. No chain is needed.
    package var storageNames: [String] { LocalRuntime.storageNames(self) }

    /// The calls that such a chain takes, with the names of their arguments.
    package var calls: [(name: String, arguments: [String])] { LocalRuntime.calls(self) }
}

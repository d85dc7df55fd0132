// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Hyperparameter {
    /// The names that runtimes have calls for, sorted: what a command line completes.
    package static let settableNames: [String] = kinds.keys.sorted()
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Where an answer was read: on which network, and at which block.
struct ReadPlace: Hashable, Sendable {
    /// The network as it was asked for.
    let network: String
    let block: BlockNumber

    /// What stands at the head of such an answer.
    var facts: [Fact] { [Fact("network", "Network", .text(network)), Fact("block", "Block", .block(block))] }
}

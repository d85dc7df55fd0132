// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// The option that keeps some subnets of a table.
struct NetuidsOption: ParsableArguments {
    @Option(
        name: [.customLong("netuids"), .customLong("netuid"), .customShort("n")], parsing: .upToNextOption,
        help: ArgumentHelp("Only these subnets.", valueName: "n"), transform: WordList.netuids)
    var lists: [[NetUID]] = []

    /// Whether a subnet is wanted: all are where none was named.
    func contains(_ netuid: NetUID) -> Bool { lists.isEmpty || lists.contains { $0.contains(netuid) } }
}

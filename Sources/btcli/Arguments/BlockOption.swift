// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubtensorClient

/// The option that says as of which block a chain is read.
struct BlockOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the chain as it was at this block, its number or hash; old ones are kept by archive nodes only.",
            valueName: "block"),
        transform: BlockReference.parse)
    var block: BlockReference?
}

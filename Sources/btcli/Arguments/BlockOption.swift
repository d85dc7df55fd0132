// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubtensorClient

/// The option that says as of which block a chain is read.
struct BlockOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the chain as it was at this block; old ones are kept by archive nodes only.",
            valueName: "number|0x-hash"),
        transform: BlockOption.parse)
    var block: BlockReference?

    private static func parse(_ text: String) throws -> BlockReference {
        // A block hash has 32 bytes; a number in hex never has as many digits.
        if text.count == 66 { return .hash(try Hash256(hex: text)) }
        return .number(BlockNumber(UInt64(try WholeNumber.parse(text, as: UInt32.self))))
    }
}

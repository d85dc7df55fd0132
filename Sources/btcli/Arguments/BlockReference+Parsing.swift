// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

extension BlockReference {
    /// A block as a person names it: its number, its hash, head or finalized.
    static func parse(_ text: String) throws -> BlockReference {
        switch text {
        case "head", "latest": .head
        case "finalized", "finalised": .finalized
        // A block hash has 32 bytes; a number in hex never has as many digits.
        case _ where text.utf8.count == 66: .hash(try Hash256(hex: text))
        default: .number(BlockNumber(UInt64(try WholeNumber.parse(text, as: UInt32.self))))
        }
    }
}

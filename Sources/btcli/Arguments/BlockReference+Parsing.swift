// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives

extension BlockReference {
    /// A block as a person names it: its number, its hash, head or finalized.
    static func parse(_ text: String) throws -> BlockReference {
        switch text {
        case "head": .head
        case "finalized", "finalised": .finalized
        // A block hash has 32 bytes; a number in hex never has as many digits.
        case _ where text.utf8.count == 66: .hash(try Hash256(hex: text))
        default: .number(BlockNumber(UInt64(try number(text))))
        }
    }

    private static func number(_ text: String) throws -> UInt32 {
        guard let number = try? WholeNumber.parse(text, as: UInt32.self) else {
            throw ValidationError(
                "\(excerpt(text)) names no block: write its number, its hash (0x and 64 hex digits), head or finalized")
        }
        return number
    }
}

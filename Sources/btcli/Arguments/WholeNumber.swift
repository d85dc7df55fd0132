// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Whole numbers as a person types them: decimal, or hex after `0x`.
enum WholeNumber {
    /// The number that `text` spells, if the type can hold it.
    static func parse<Number: FixedWidthInteger & UnsignedInteger>(
        _ text: String, as type: Number.Type = Number.self
    ) throws(PrimitivesError) -> Number {
        let value = try UInt256(parsing: text)
        guard let number = value.exactUInt64.flatMap({ Number(exactly: $0) }) else {
            throw PrimitivesError(
                .invalidNumber, "\(excerpt(text)) does not fit \(Number.bitWidth) bits: use 0 to \(Number.max)")
        }
        return number
    }
}

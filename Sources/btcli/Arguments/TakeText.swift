// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

/// A take as a person types it.
enum TakeText {
    static func parse(_ text: String) throws(CLIError) -> Proportion {
        let isPercentage = text.hasSuffix("%")
        guard let number = Double((isPercentage ? text.dropLast() : text[...]).trimmingBlanks), number >= 0,
            number <= (isPercentage ? 100 : 1)
        else {
            throw CLIError(
                .usage, "\(excerpt(text)) is no part of the dividends: give 0 to 1, or a percentage such as 18%")
        }
        // Rounded down as the Python tools do it, so that 18% is what the chain takes for its maximum.
        return Proportion(rawValue: UInt16((isPercentage ? number / 100 : number) * Double(UInt16.max)))
    }
}

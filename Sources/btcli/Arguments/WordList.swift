// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

/// Lists as a person types them: with commas, with blanks, in brackets or not.
enum WordList {
    /// The words of a text.
    static func parse(_ text: String) -> [String] {
        text.split { ",[]()".contains($0) || $0.isWhitespace }.map(String.init)
    }

    /// The subnets that a text names by their numbers.
    static func netuids(_ text: String) throws -> [NetUID] {
        try parse(text).map { NetUID(try WholeNumber.parse($0)) }
    }
}

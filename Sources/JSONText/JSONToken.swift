// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One piece of a document.
package enum JSONToken {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(JSONString)
    /// The name of a member, whose value comes next.
    case name(JSONString)
    case arrayStart
    case arrayEnd
    case objectStart
    case objectEnd
}

/// A string, as the place where it stands between its quotation marks.
package struct JSONString {
    package let range: Range<Int>
    /// Whether it says something else than the bytes that stand there.
    package let hasEscapes: Bool
}

/// A number, as the place where it stands.
package struct JSONNumber {
    package let range: Range<Int>
    /// Whether it has neither fraction nor exponent.
    package let isInteger: Bool
}

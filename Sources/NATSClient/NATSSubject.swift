// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Where a message goes, or what is listened to: words between dots, such as `fleet.jobs`.
///
/// In what is listened to, `*` stands for one word and a last `>` for all that follow.
public struct NATSSubject: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// Whether it stands for many: such a subject can be listened to only.
    public let hasWildcard: Bool

    /// Reads a subject: words without blanks and control characters, none of them empty.
    ///
    /// - Throws: `invalidSubject`.
    public init(_ text: String) throws(NATSError) {
        func refusal(_ why: String) -> NATSError {
            NATSError(.invalidSubject, "\(excerpt(text)) is no subject: \(why)")
        }
        guard text.utf8.count <= Self.lengthLimit else { throw refusal("it is longer than \(Self.lengthLimit) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw refusal("it holds a blank or a control character")
        }
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty }) else { throw refusal("a word between its dots is empty") }
        guard words.dropLast().allSatisfy({ $0 != ">" }) else { throw refusal("> stands at its end only") }
        self.init(unchecked: text)
    }

    /// A subject of this client's own making.
    init(unchecked text: String) {
        description = text
        hasWildcard = text.split(separator: ".").contains { $0 == "*" || $0 == ">" }
    }

    /// Long enough for everything in use; with a reply subject beside it, it fits a control line of 4,096 bytes.
    static let lengthLimit = 1024
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The name of a stream, a consumer or a bucket, as it can stand in a subject as one word.
struct NATSName: Hashable, Sendable, CustomStringConvertible {
    let description: String

    /// - Throws: `invalidName`.
    init(_ text: String, of noun: String) throws(NATSError) {
        let isWord = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard (1...200).contains(text.utf8.count), isWord else {
            throw NATSError(
                .invalidName, "\(excerpt(text)) cannot be the name of \(noun): letters, digits, - and _ stand in it")
        }
        description = text
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Why a text is no JSON, or none that is wanted.
package struct JSONFault: Error {
    package enum Code {
        /// The grammar is broken.
        case malformed
        /// Nested too deeply, or too many values.
        case limit
        /// A string that is not UTF-8.
        case notUTF8
    }

    package let code: Code
    package let reason: String
    /// How many bytes were read before.
    package let offset: Int
}

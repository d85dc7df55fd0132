// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

extension OutputDocument {
    /// The document on one line, without blanks: for streams of documents, and for programs.
    var line: String {
        switch self {
        case .array(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\($0.name.jsonQuoted):\($0.value.line)" }.joined(separator: ",") + "}"
        default: text
        }
    }
}

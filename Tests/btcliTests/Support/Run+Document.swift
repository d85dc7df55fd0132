// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

extension Run {
    /// The one JSON document on standard output.
    var document: [String: any Sendable] {
        get throws {
            try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: any Sendable])
        }
    }

    /// The names of the document's members, in the order in which they were written.
    var memberNames: [String] {
        output.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: /\ \ "(\w+)":\ .*/).map { String($0.1) }
        }
    }

    /// The inner object of the error document; requires that there is nothing else.
    var error: [String: any Sendable] {
        get throws {
            let document = try document
            #expect(document.count == 1)
            return try #require(document["error"] as? [String: any Sendable])
        }
    }

    /// What an error without `--json-output` looks like: one line, nothing on standard output.
    var isOneLineError: Bool {
        output.isEmpty && talk.hasSuffix("\n")
            && talk.split(separator: "\n").last.map { $0.hasPrefix("error: ") && $0.count > 20 } ?? false
    }
}

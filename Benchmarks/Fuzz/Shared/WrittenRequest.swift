// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A request as it is written: method and path, a header a line, an empty line, the body.
struct WrittenRequest: Sendable {
    let method: String
    let path: String
    var headers: [(name: String, value: String)]
    let body: [UInt8]

    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func line() -> String {
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            rest = rest.dropFirst(line.count + 1)
            return String(decoding: line, as: UTF8.self)
        }
        let words = line().split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return nil }
        (method, path) = (String(words[0]), String(words[1]))
        headers = []
        while !rest.isEmpty {
            let text = line()
            guard !text.isEmpty else { break }
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers.append((String(parts[0]), parts.count == 2 ? String(parts[1]) : ""))
        }
        body = Array(rest)
    }

    /// The last value of a header.
    subscript(name: String) -> String? {
        let name = name.lowercased()
        return headers.last { $0.name.lowercased() == name }?.value
    }

    /// Puts a value in the place of every `*` under a name.
    mutating func fill(_ name: String, _ value: String) {
        let name = name.lowercased()
        for index in headers.indices where headers[index].name.lowercased() == name && headers[index].value == "*" {
            headers[index].value = value
        }
    }
}

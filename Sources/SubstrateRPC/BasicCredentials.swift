// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A user name and a password, as the URL of a node or of a proxy carries them. Never shown.
package struct BasicCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package let user: [UInt8]
    package let password: [UInt8]

    /// Reads `user:password` with percent signs where the characters mean something in URLs; nil where a percent sign has
    /// no two digits behind it.
    package init?(userInfo text: Substring) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let user = Self.decoded(parts[0]), let password = Self.decoded(parts.count == 2 ? parts[1] : "") else {
            return nil
        }
        self.user = user
        self.password = password
    }

    /// The value of an `Authorization` header: RFC 7617.
    var header: String { "Basic " + Base64.encode(user + [UInt8(ascii: ":")] + password) }

    package var description: String { "(credentials)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    private static func decoded(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which release this is.
enum Release {
    static let version = "0.1.0"

    /// Whether `other` came after it, number by number: 0.10.0 after 0.9.1.
    static func isOlder(than other: String) -> Bool { numbers(version).lexicographicallyPrecedes(numbers(other)) }

    private static func numbers(_ version: String) -> [Int] {
        version.split(separator: ".").map { Int($0.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
    }
}

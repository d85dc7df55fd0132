// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// An IP address as the chain keeps it: a number, and 4 or 6.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    public let number: UInt128
    /// 4 or 6.
    public let version: UInt8

    /// - Throws: `invalidOption` for another version than 4 and 6, and for a number that is too large for version 4.
    public init(number: UInt128, version: UInt8) throws(BittensorError) {
        guard version == 6 || (version == 4 && number <= UInt128(UInt32.max)) else {
            throw BittensorError(.invalidOption, "\(number) is no IP address of version \(version)")
        }
        self.number = number
        self.version = version
    }

    /// The address in a text such as `203.0.113.7` or `2001:db8::1`.
    public init(_ text: some StringProtocol) throws(BittensorError) {
        let isFour = !text.contains(":")
        guard let number = isFour ? Self.four(text) : Self.six(text) else {
            throw BittensorError(.invalidOption, "\(excerpt(text, limit: 60)) is no IP address")
        }
        self.number = number
        version = isFour ? 4 : 6
    }

    public var description: String { IPAddressText.text(number, type: version) }

    // MARK: Version 4

    private static func four(_ text: some StringProtocol) -> UInt128? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt128 = 0
        for part in parts {
            let isPlain = part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            // A leading zero means octal to some readers.
            guard isPlain, part.utf8.count < 4, part == "0" || !part.hasPrefix("0"), let byte = UInt8(part) else {
                return nil
            }
            number = number << 8 | UInt128(byte)
        }
        return number
    }

    // MARK: Version 6

    private static func six(_ text: some StringProtocol) -> UInt128? {
        // At most one `::`, which stands for as many zeros as are missing.
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        var groups: [[UInt16]] = []
        for (place, half) in halves.enumerated() {
            guard let words = words(half, isEnd: place == halves.count - 1) else { return nil }
            groups.append(words)
        }
        let count = groups.reduce(0) { $0 + $1.count }
        guard halves.count == 2 ? count < 8 : count == 8 else { return nil }
        let zeros = [UInt16](repeating: 0, count: 8 - count)
        let all = groups[0] + (halves.count == 2 ? zeros + groups[1] : [])
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// - Parameter isEnd: whether the address ends here: the last two words may be written as a version 4 address.
    private static func words(_ text: some StringProtocol, isEnd: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var words: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (place, part) in parts.enumerated() {
            if isEnd, place == parts.count - 1, part.contains(".") {
                guard let number = four(part) else { return nil }
                words += [UInt16(truncatingIfNeeded: number >> 16), UInt16(truncatingIfNeeded: number)]
            } else {
                guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
                    let word = UInt16(part, radix: 16)
                else { return nil }
                words.append(word)
            }
        }
        return words
    }
}

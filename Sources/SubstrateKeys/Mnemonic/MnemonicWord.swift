// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One word of a text that is to be a mnemonic, known or not: a number, so that it never lies in ordinary memory.
struct MnemonicWord {
    /// As long as the longest word of the list.
    static let longest = 8
    /// No two words of the list begin with the same four letters (BIP-39): steel plates and cards hold no more.
    static let tellingCount = 4

    /// The first eight characters, one byte each, the first one highest; zeros behind the last.
    private(set) var letters: UInt64 = 0
    private(set) var count = 0
    /// Whether there are only letters that words are made of.
    private var isPlain = true

    /// Adds a character, in lower case.
    mutating func append(_ scalar: Unicode.Scalar) {
        let letter: UInt8 =
            switch scalar {
            case "a"..."z": UInt8(scalar.value)
            case "A"..."Z": UInt8(scalar.value) | 0x20
            default: scalar.isASCII ? UInt8(scalar.value) : UInt8(ascii: "?")
            }
        isPlain = isPlain && UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter
        if count < Self.longest { letters |= UInt64(letter) << UInt64(8 * (7 - count)) }
        count += 1
    }

    /// The word's number in the list, spelled out or cut to its first four letters or more; nil for any other.
    var place: Int? {
        guard isPlain, count <= Self.longest else { return nil }
        let place = Self.list.partitionPoint { $0 >= letters }
        guard place < Self.list.count else { return nil }
        if Self.list[place] == letters { return place }
        return count >= Self.tellingCount && Self.list[place] & mask(count) == letters ? place : nil
    }

    /// Whether letters are missing at its end.
    var isShortened: Bool { place.map { Self.list[$0] != letters } ?? false }

    /// The word that begins with the same four letters.
    var namesake: Int? {
        guard count >= Self.tellingCount else { return nil }
        let start = letters & mask(Self.tellingCount)
        let place = Self.list.partitionPoint { $0 >= start }
        return place < Self.list.count && Self.list[place] & mask(Self.tellingCount) == start ? place : nil
    }

    /// The characters, and one more where there are more than eight.
    var bytes: [UInt8] {
        (0..<min(count, Self.longest)).map { UInt8(truncatingIfNeeded: letters >> UInt64(8 * (7 - $0))) }
            + (count > Self.longest ? [UInt8(ascii: "?")] : [])
    }

    private func mask(_ count: Int) -> UInt64 { count < 8 ? ~(.max >> UInt64(8 * count)) : .max }

    /// The list in the same form, which keeps its order.
    private static let list: [UInt64] = Mnemonic.englishWords.map { word in
        word.unicodeScalars.reduce(into: MnemonicWord()) { $0.append($1) }.letters
    }
}

extension Array {
    /// The place of the first element of which `isBeyond` is true, where it is true of all that follow.
    fileprivate func partitionPoint(_ isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One of the forty sizes, at the lowest level of correction.
struct QRVersion {
    let number: Int

    init(_ number: Int) { self.number = number }

    /// Modules on each side.
    var size: Int { 4 * number + 17 }

    /// How many bytes it holds: four bits name the mode, eight or sixteen count.
    var capacity: Int { dataCount - (number < 10 ? 2 : 3) }

    // Table 9 of the standard, level L.
    private static let correctionCounts = [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
        30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ]
    private static let blockCounts = [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19,
        19, 20, 21, 22, 24, 25,
    ]

    /// Codewords of correction in each block.
    private var correctionCount: Int { Self.correctionCounts[number - 1] }
    private var blockCount: Int { Self.blockCounts[number - 1] }

    /// Where the centres of the small squares are, on both axes.
    var alignments: [Int] {
        guard number > 1 else { return [] }
        let count = number / 7 + 2
        let step = number == 32 ? 26 : (4 * number + 2 * count + 1) / (2 * count - 2) * 2
        return [6] + (0..<count - 1).map { size - 7 - $0 * step }.reversed()
    }

    /// Codewords of data and correction together: the modules that no pattern takes, by eight.
    private var codewordCount: Int {
        var modules = (16 * number + 128) * number + 64
        if number > 1 {
            let count = number / 7 + 2
            modules -= (25 * count - 10) * count - 55
            if number > 6 { modules -= 36 }
        }
        return modules / 8
    }

    private var dataCount: Int { codewordCount - correctionCount * blockCount }

    /// The data codewords: mode, count, bytes, an end, and filling.
    func codewords(of bytes: [UInt8]) -> [UInt8] {
        let count = number < 10 ? [UInt8(bytes.count)] : [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)]
        // Byte mode is 0100: all that follows stands half a byte further right, and the end is 0000.
        let words = count + bytes
        var codewords = [0x40 | words[0] >> 4]
        for (word, next) in zip(words, words.dropFirst() + [0]) { codewords.append(word << 4 | next >> 4) }
        for filling in 0..<(dataCount - codewords.count) {
            codewords.append(filling.isMultiple(of: 2) ? 0xec : 0x11)
        }
        return codewords
    }

    /// Data in blocks with their correction, a codeword of each in turn.
    func interleaved(_ data: [UInt8]) -> [UInt8] {
        let corrector = ReedSolomon(count: correctionCount)
        // The last blocks are longer by one where it does not divide.
        let short = data.count / blockCount
        let longer = data.count % blockCount
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        for index in 0..<blockCount {
            let count = short + (index >= blockCount - longer ? 1 : 0)
            blocks.append(data[start..<start + count])
            start += count
        }
        let corrections = blocks.map { corrector.correction(of: $0) }
        var codewords: [UInt8] = []
        for place in 0...short {
            codewords += blocks.filter { place < $0.count }.map { $0[$0.startIndex + place] }
        }
        for place in 0..<correctionCount { codewords += corrections.map { $0[place] } }
        return codewords
    }
}

/// Error correction over the field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1.
struct ReedSolomon {
    /// The generator, without its leading one, from the highest power down.
    private let generator: [UInt8]

    init(count: Int) {
        var generator = [UInt8](repeating: 0, count: count - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            for place in 0..<count {
                generator[place] = Self.product(generator[place], root)
                if place + 1 < count { generator[place] ^= generator[place + 1] }
            }
            root = Self.product(root, 2)
        }
        self.generator = generator
    }

    /// The remainder of a block's division by the generator.
    func correction(of data: ArraySlice<UInt8>) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for (place, coefficient) in generator.enumerated() {
                remainder[place] ^= Self.product(coefficient, factor)
            }
        }
        return remainder
    }

    private static func product(_ first: UInt8, _ second: UInt8) -> UInt8 {
        var product: UInt8 = 0
        for bit in (0..<8).reversed() {
            product = product << 1 ^ (product >> 7) &* 0x1d
            product ^= (second >> UInt8(bit) & 1) &* first
        }
        return product
    }
}

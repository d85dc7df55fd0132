// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Fp {
    /// The size of an encoded element.
    static let byteCount = 48

    /// The number that 48 bytes spell, the most significant first; nil where it is not below p.
    init?(bigEndian bytes: some Collection<UInt8>) {
        let number = Limbs(bigEndian: bytes)
        guard number.subtracting(.modulus).borrow == 1 else { return nil }
        self.init(number)
    }

    /// A constant, in hex digits as the standards print it.
    init(hex: StaticString) {
        self.init(
            hex.withUTF8Buffer { digits in
                digits.reduce(into: Limbs()) { number, digit in
                    number.shiftLeft(by: 4, adding: UInt64(digit & 15) + (digit > UInt8(ascii: "9") ? 9 : 0))
                }
            })
    }

    var bigEndianBytes: [UInt8] {
        number.words.reversed().flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
    }

    /// Writes the number in 48 bytes, the least significant first.
    func write(to target: UnsafeMutableRawBufferPointer, at place: Int) {
        let number = number
        target.storeBytes(of: number.w0.littleEndian, toByteOffset: place, as: UInt64.self)
        target.storeBytes(of: number.w1.littleEndian, toByteOffset: place + 8, as: UInt64.self)
        target.storeBytes(of: number.w2.littleEndian, toByteOffset: place + 16, as: UInt64.self)
        target.storeBytes(of: number.w3.littleEndian, toByteOffset: place + 24, as: UInt64.self)
        target.storeBytes(of: number.w4.littleEndian, toByteOffset: place + 32, as: UInt64.self)
        target.storeBytes(of: number.w5.littleEndian, toByteOffset: place + 40, as: UInt64.self)
    }
}

extension Limbs {
    /// The number that at most 48 bytes spell, the most significant first.
    init(bigEndian bytes: some Collection<UInt8>) {
        self.init()
        for byte in bytes { shiftLeft(by: 8, adding: UInt64(byte)) }
    }

    fileprivate mutating func shiftLeft(by count: UInt64, adding low: UInt64) {
        w5 = w5 << count | w4 >> (64 - count)
        w4 = w4 << count | w3 >> (64 - count)
        w3 = w3 << count | w2 >> (64 - count)
        w2 = w2 << count | w1 >> (64 - count)
        w1 = w1 << count | w0 >> (64 - count)
        w0 = w0 << count | low
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension [UInt8] {
    /// Appends `text` as a JSON string: in quotation marks, with nothing escaped that need not be (RFC 8259, section 7).
    ///
    /// - Parameter asciiOnly: Whether DEL and whatever is not ASCII are escaped, too, as Python's `ensure_ascii` does.
    package mutating func append(quoting text: String, asciiOnly: Bool = false) {
        append(UInt8(ascii: "\""))
        var text = text
        if asciiOnly, text.withUTF8({ $0.reduce(0, Swift.max) >= 0x7f }) {
            for unit in text.utf16 {
                if let byte = UInt8(exactly: unit), byte < 0x7f, byte.isPlainInJSON {
                    append(byte)
                } else {
                    append(escaping: unit)
                }
            }
        } else {
            text.withUTF8 { append(escapingWhereNeeded: UnsafeRawBufferPointer($0)) }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escapingWhereNeeded utf8: UnsafeRawBufferPointer) {
        var start = 0
        while true {
            let end = utf8.endOfPlainBytes(from: start)
            append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[start..<end]))
            guard end < utf8.count else { return }
            append(escaping: UInt16(utf8[end]))
            start = end + 1
        }
    }

    private mutating func append(escaping unit: UInt16) {
        append(UInt8(ascii: "\\"))
        switch unit {
        case 0x22, 0x5c: append(UInt8(unit))
        case 0x08: append(UInt8(ascii: "b"))
        case 0x0c: append(UInt8(ascii: "f"))
        case 0x0a: append(UInt8(ascii: "n"))
        case 0x0d: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
            let digits = String(unit, radix: 16)
            append(UInt8(ascii: "u"))
            append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
            append(contentsOf: digits.utf8)
        }
    }
}

extension String {
    /// The text as a JSON string, with its quotation marks.
    package var jsonQuoted: String {
        var bytes: [UInt8] = []
        bytes.append(quoting: self)
        return String(decoding: bytes, as: UTF8.self)
    }
}

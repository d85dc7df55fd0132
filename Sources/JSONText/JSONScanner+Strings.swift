// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension JSONScanner {
    /// What a string says.
    package func text(of string: JSONString) throws(JSONFault) -> String {
        let text: String?
        if string.hasEscapes {
            var utf8 = [UInt8](repeating: 0, count: string.range.count)
            let count = try utf8.withUnsafeMutableBufferPointer { (target) throws(JSONFault) in
                try write(string, to: UnsafeMutableRawBufferPointer(target))
            }
            text = String(validating: utf8[..<count], as: UTF8.self)
        } else {
            text = String(validating: UnsafeRawBufferPointer(rebasing: bytes[string.range]), as: UTF8.self)
        }
        guard let text else { throw fault("a string that is not UTF-8", .notUTF8) }
        return text
    }

    /// Writes what a string says to `target`, and returns how many bytes that took; nobody looked whether they are UTF-8.
    ///
    /// Room for as many bytes as stand there is enough: an escape is never shorter than what it stands for.
    package func write(_ string: JSONString, to target: UnsafeMutableRawBufferPointer) throws(JSONFault) -> Int {
        precondition(target.count >= string.range.count, "a string is written where there is room for it")
        var source = self
        source.position = string.range.lowerBound
        var count = 0
        while true {
            let plain = source.position..<bytes.endOfPlainBytes(from: source.position)
            UnsafeMutableRawBufferPointer(rebasing: target[count...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[plain]))
            count += plain.count
            source.position = plain.upperBound
            // What is no escape is the quotation mark behind the string.
            guard source.take(UInt8(ascii: "\\")) else { return count }
            for unit in try source.escape().utf8 {
                target[count] = unit
                count += 1
            }
        }
    }

    /// A number as it is written.
    package func text(of number: JSONNumber) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[number.range]), as: UTF8.self)
    }

    /// A whole number of up to 64 bits; nil for any other.
    package func integer(of number: JSONNumber) -> Int64? {
        guard number.isInteger else { return nil }
        let isNegative = bytes[number.range.lowerBound] == UInt8(ascii: "-")
        // Counted downwards, since there is one more negative number.
        var negated: Int64 = 0
        for digit in bytes[number.range].dropFirst(isNegative ? 1 : 0) {
            let (tenfold, tooLarge) = negated.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tenfold.subtractingReportingOverflow(Int64(digit &- UInt8(ascii: "0")))
            guard !tooLarge, !overflow else { return nil }
            negated = sum
        }
        guard isNegative || negated != .min else { return nil }
        return isNegative ? negated : -negated
    }

    /// The string whose opening quotation mark is at the current position.
    mutating func string() throws(JSONFault) -> JSONString {
        position += 1
        let start = position
        var hasEscapes = false
        while true {
            position = bytes.endOfPlainBytes(from: position)
            if take(UInt8(ascii: "\"")) {
                return JSONString(range: start..<position - 1, hasEscapes: hasEscapes)
            }
            guard take(UInt8(ascii: "\\")) else {
                throw fault(current == nil ? "a string without an end" : "a control character in a string")
            }
            hasEscapes = true
            _ = try escape()
        }
    }

    // MARK: Escapes

    /// What the escape says whose backslash was just taken.
    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        guard let letter = current else { throw fault("a string without an end") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault("an unknown escape")
        }
    }

    /// The scalar of `XXXX`, or of `XXXX\uXXXX` when the two are a surrogate pair.
    private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw fault("half of a surrogate pair")
        }
        let second = try hexUnit()
        guard UTF16.isTrailSurrogate(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
        else {
            throw fault("half of a surrogate pair")
        }
        return scalar
    }

    private mutating func hexUnit() throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = current.flatMap(Self.hexDigit) else {
                throw fault("a \\u escape without four hex digits")
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

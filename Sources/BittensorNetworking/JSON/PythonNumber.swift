// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Numbers read from text by Python's rules.
enum PythonNumber {
    /// `int(text)`: blanks around it, a sign, `_` between digits, decimal digits of any script. Nil when it is no whole
    /// number or does not fit.
    static func integer(_ text: some StringProtocol) -> Int64? {
        if let plain = Int64(text) { return plain }
        guard let digits = digits(text) else { return nil }
        return Int64(digits)
    }

    /// The same of a text called `name`; throws `invalidHeader` for what is no whole number and `numberOutOfRange` for what
    /// does not fit.
    static func integer(_ text: String, of name: @autoclosure () -> String) throws(NetworkingError) -> Int64 {
        if let number = integer(text) { return number }
        throw digits(text) == nil
            ? NetworkingError(.invalidHeader, "\(name()) is no whole number")
            : NetworkingError(.numberOutOfRange, "\(name()) has more than 64 bits")
    }

    /// The digits of `int(text)`, however large it is: ASCII, without leading zeros, perhaps after a minus sign.
    static func digits(_ text: some StringProtocol) -> String? {
        var rest = trimmed(Substring(text))
        var isNegative = false
        if let sign = rest.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            rest.removeFirst()
        }
        guard let plain = plainDigits(rest), plain.count <= PythonText.longestInteger else { return nil }
        let significant = plain.drop { $0 == "0" }
        if significant.isEmpty { return "0" }
        return (isNegative ? "-" : "") + significant
    }

    /// `float(text)`: what `int` takes, and points, exponents, `inf`, `infinity` and `nan`.
    static func float(_ text: some StringProtocol) -> Double? {
        if isPlainDecimal(text) { return Double(text) }
        let rest = trimmed(Substring(text))
        guard rest.utf8.count <= 400, !rest.isEmpty else { return nil }
        var unsigned = rest
        if unsigned.first == "-" || unsigned.first == "+" { unsigned.removeFirst() }
        switch unsigned.lowercased() {
        case "inf", "infinity": return rest.first == "-" ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        var ascii = ""
        var previous: Unicode.Scalar = "_"
        for scalar in rest.unicodeScalars {
            if scalar == "_" {
                guard previous.properties.generalCategory == .decimalNumber else { return nil }
            } else if let digit = decimalDigit(scalar) {
                ascii += String(digit)
            } else {
                guard "+-.eE".unicodeScalars.contains(scalar), previous != "_" || ascii.isEmpty else { return nil }
                ascii.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        guard previous != "_" else { return nil }
        return Double(ascii)
    }

    /// Whether the text is made of digits with one point between them, as most are.
    private static func isPlainDecimal(_ text: some StringProtocol) -> Bool {
        guard text.utf8.count <= 32 else { return false }
        var (before, after) = (0, 0)
        var hasPoint = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): if hasPoint { after += 1 } else { before += 1 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            default: return false
            }
        }
        return before > 0 && after > 0
    }

    private static func plainDigits(_ text: Substring) -> String? {
        var result = ""
        var previousIsDigit = false
        for scalar in text.unicodeScalars {
            if let digit = decimalDigit(scalar) {
                result += String(digit)
                previousIsDigit = true
            } else {
                guard scalar == "_", previousIsDigit else { return nil }
                previousIsDigit = false
            }
        }
        return previousIsDigit ? result : nil
    }

    private static func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
        if ("0"..."9").contains(scalar) { return Int(scalar.value - 0x30) }
        guard scalar.value > 0x7F, scalar.properties.generalCategory == .decimalNumber else { return nil }
        return scalar.properties.numericValue.map { Int($0) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var scalars = text.unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return Substring(scalars)
    }
}

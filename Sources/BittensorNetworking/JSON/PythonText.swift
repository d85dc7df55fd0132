// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Python's text forms, to the letter: body hashes and headers are made of them.
enum PythonText {
    /// The longest whole number, in digits, that Python turns into text and back (`sys.int_info`).
    static let longestInteger = 4300

    /// `repr(float)`: the shortest digits that read back as the same number, `1e-05`, `1e+16`, `inf`, `nan`.
    static func float(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        if value.rounded(.towardZero) == value, value.magnitude < 1e15, value != 0 || value.sign == .plus {
            return String(Int64(value)) + ".0"
        }
        // Swift finds the same shortest digits and only lays them out differently.
        let text = value.magnitude.description
        let sign = value.sign == .minus ? "-" : ""
        let halves = text.split(separator: "e", maxSplits: 1)
        var exponent = halves.count == 2 ? Int(halves[1]) ?? 0 : 0
        let parts = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0]
        let fraction = parts.count == 2 ? parts[1] : ""
        let written = whole + fraction
        exponent += whole.count
        let leadingZeros = written.prefix { $0 == "0" }.count
        exponent -= leadingZeros
        var digits = Substring(written.dropFirst(leadingZeros))
        while digits.last == "0" { digits.removeLast() }
        guard !digits.isEmpty else { return sign + "0.0" }
        // The value is 0.digits × 10^exponent from here on.
        let scientific = exponent - 1
        guard scientific >= -4, scientific < 16 else {
            let tail = digits.count > 1 ? "." + digits.dropFirst() : ""
            let size = scientific.magnitude
            return sign + digits.prefix(1) + tail + "e" + (scientific < 0 ? "-" : "+") + (size < 10 ? "0" : "")
                + String(size)
        }
        if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
        if digits.count <= exponent {
            return sign + digits + String(repeating: "0", count: exponent - digits.count) + ".0"
        }
        return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
    }

    /// Appends `str(value)`, or `repr(value)` when `quoted`: the two differ for text alone.
    static func append(_ value: PythonJSON, quoted: Bool, to text: inout String) {
        switch value {
        case .null: text += "None"
        case .bool(let value): text += value ? "True" : "False"
        case .integer(let value): text += String(value)
        case .bigInteger(let digits): text += digits
        case .number(let value): text += float(value)
        case .text(let content):
            if quoted { appendQuoted(content, to: &text) } else { text += content }
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += ", " }
                append(value, quoted: true, to: &text)
            }
            text += "]"
        case .object(let object):
            text += "{"
            for (index, member) in object.members.enumerated() {
                if index > 0 { text += ", " }
                appendQuoted(member.key, to: &text)
                text += ": "
                append(member.value, quoted: true, to: &text)
            }
            text += "}"
        }
    }

    /// `repr(str)`. Which characters are printable depends on the Unicode version: Python 3.11 knows 14, Swift a later one.
    static func appendQuoted(_ content: String, to text: inout String) {
        let scalars = content.unicodeScalars
        let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
        text.unicodeScalars.append(quote)
        for scalar in scalars {
            switch scalar {
            case quote, "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if isPrintable(scalar) {
                    text.unicodeScalars.append(scalar)
                } else if scalar.value < 0x100 {
                    text += "\\x" + hex(scalar.value, digits: 2)
                } else if scalar.value < 0x10000 {
                    text += "\\u" + hex(scalar.value, digits: 4)
                } else {
                    text += "\\U" + hex(scalar.value, digits: 8)
                }
            }
        }
        text.unicodeScalars.append(quote)
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }
}

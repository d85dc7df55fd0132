// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import JSONText

extension PythonJSON {
    /// How JSON is laid out. No reader of the protocol depends on it.
    public enum Style: Sendable {
        /// No blanks, UTF-8 as it is: what axons send.
        case compact
        /// A blank after `,` and `:`, and only ASCII: what Python's `json.dumps`, and so its dendrite, sends.
        case python
    }

    /// The value as JSON. `NaN` and infinities become Python's literals, which other readers refuse.
    public func encoded(_ style: Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.write(self)
        return writer.bytes
    }

    /// Whether there is a `NaN` or an infinity in it, which JSON proper cannot carry.
    public var hasNonFiniteNumber: Bool {
        switch self {
        case .number(let value): !value.isFinite
        case .array(let values): values.contains(where: \.hasNonFiniteNumber)
        case .object(let object): object.members.contains { $0.value.hasNonFiniteNumber }
        default: false
        }
    }
}

/// Appends JSON to bytes.
struct JSONWriter {
    let style: PythonJSON.Style
    var bytes: [UInt8] = []
    /// Whether a `NaN` or an infinity was written.
    private(set) var hasNonFiniteNumber = false

    init(style: PythonJSON.Style, capacity: Int = 0) {
        self.style = style
        bytes.reserveCapacity(capacity)
    }

    mutating func write(_ value: PythonJSON) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .bigInteger(let digits): append(digits)
        case .number(let value): append(number(value))
        case .text(let text): write(text: text)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { separate() }
                write(value)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { separate() }
                write(key: member.key)
                write(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    mutating func separate() {
        bytes.append(UInt8(ascii: ","))
        if style == .python { bytes.append(UInt8(ascii: " ")) }
    }

    mutating func write(key: String) {
        write(text: key)
        bytes.append(UInt8(ascii: ":"))
        if style == .python { bytes.append(UInt8(ascii: " ")) }
    }

    mutating func write(text: String) { bytes.append(quoting: text, asciiOnly: style == .python) }

    private mutating func number(_ value: Double) -> String {
        if !value.isFinite { hasNonFiniteNumber = true }
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return PythonText.float(value)
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
}

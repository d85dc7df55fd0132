// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A type that a synapse's field can have.
///
/// Conversion from JSON is as lax as pydantic's: `"7"` and `7.0` make an integer, `1` makes a float or true.
public protocol SynapseValue: Sendable {
    /// The value that `json` stands for; throws `wrongType`.
    init(json: PythonJSON) throws(NetworkingError)

    /// The value as it travels.
    var json: PythonJSON { get }

    /// An empty value of the same Python type, which a header carries for a required field; nil when there is none to send.
    var emptyForm: PythonJSON? { get }

    /// Appends Python's `str(value)`, or `repr(value)` when `quoted`.
    func appendPythonText(to text: inout String, quoted: Bool)
}

extension SynapseValue {
    public func appendPythonText(to text: inout String, quoted: Bool) {
        PythonText.append(json, quoted: quoted, to: &text)
    }
}

func wrongType(_ json: PythonJSON, _ wanted: String) -> NetworkingError {
    NetworkingError(.wrongType, "\(wanted) is wanted, not \(json.kind)")
}

extension PythonJSON: SynapseValue {
    public init(json: PythonJSON) { self = json }
    public var json: PythonJSON { self }
    public var emptyForm: PythonJSON? {
        switch self {
        case .null: nil
        case .bool: false
        case .integer, .bigInteger: 0
        case .number: 0.0
        case .text: ""
        case .array: []
        case .object: [:]
        }
    }
}

extension JSONObject: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        guard case .object(let object) = json else { throw wrongType(json, "a mapping") }
        self = object
    }
    public var json: PythonJSON { .object(self) }
    public var emptyForm: PythonJSON? { [:] }
}

extension Bool: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        switch json {
        case .bool(let value): self = value
        case .integer(0), .number(0): self = false
        case .integer(1), .number(1): self = true
        case .text(let text):
            switch text.lowercased() {
            case "true", "t", "yes", "y", "on", "1": self = true
            case "false", "f", "no", "n", "off", "0": self = false
            default: throw wrongType(json, "a boolean")
            }
        default: throw wrongType(json, "a boolean")
        }
    }
    public var json: PythonJSON { .bool(self) }
    public var emptyForm: PythonJSON? { false }
}

extension String: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        guard case .text(let text) = json else { throw wrongType(json, "text") }
        self = text
    }
    public var json: PythonJSON { .text(self) }
    public var emptyForm: PythonJSON? { "" }
}

extension Double: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        switch json {
        case .number(let value): self = value
        case .integer(let value): self = Double(value)
        case .bigInteger(let digits): self = Double(digits) ?? .infinity
        case .bool(let value): self = value ? 1 : 0
        case .text(let text):
            guard let value = PythonNumber.float(text) else { throw wrongType(json, "a number") }
            self = value
        default: throw wrongType(json, "a number")
        }
    }
    public var json: PythonJSON { .number(self) }
    public var emptyForm: PythonJSON? { 0.0 }
}

extension Float: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) { self = Float(try Double(json: json)) }
    public var json: PythonJSON { .number(Double(self)) }
    public var emptyForm: PythonJSON? { 0.0 }
}

extension Optional: SynapseValue where Wrapped: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        self = json == .null ? nil : try Wrapped(json: json)
    }
    public var json: PythonJSON { self?.json ?? .null }
    public var emptyForm: PythonJSON? { self?.emptyForm }
    public func appendPythonText(to text: inout String, quoted: Bool) {
        if let self { self.appendPythonText(to: &text, quoted: quoted) } else { text += "None" }
    }
}

extension Array: SynapseValue where Element: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        guard case .array(let values) = json else { throw wrongType(json, "a list") }
        self = []
        reserveCapacity(values.count)
        for value in values { append(try Element(json: value)) }
    }
    public var json: PythonJSON { .array(map(\.json)) }
    public var emptyForm: PythonJSON? { [] }
    public func appendPythonText(to text: inout String, quoted: Bool) {
        text += "["
        for (index, element) in enumerated() {
            if index > 0 { text += ", " }
            element.appendPythonText(to: &text, quoted: true)
        }
        text += "]"
    }
}

/// A type that a synapse's field can have.
///
/// Conversion from JSON is as lax as pydantic's: `"7"` and `7.0` make an integer, `1` makes a float or true.
public protocol SynapseValue: Sendable {
    /// The value that `json` stands for; throws `wrongType`.
    init(json: JSONValue) throws(NetworkingError)

    /// The value as it travels.
    var json: JSONValue { get }

    /// An empty value of the same Python type, which a header carries for a required field; nil when there is none to send.
    var emptyForm: JSONValue? { get }

    /// Appends Python's `str(value)`, or `repr(value)` when `quoted`.
    func appendPythonText(to text: inout String, quoted: Bool)
}

extension SynapseValue {
    public func appendPythonText(to text: inout String, quoted: Bool) {
        PythonText.append(json, quoted: quoted, to: &text)
    }
}

func wrongType(_ json: JSONValue, _ wanted: String) -> NetworkingError {
    NetworkingError(.wrongType, "\(wanted) is wanted, not \(json.kind)")
}

extension JSONValue: SynapseValue {
    public init(json: JSONValue) { self = json }
    public var json: JSONValue { self }
    public var emptyForm: JSONValue? {
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
    public init(json: JSONValue) throws(NetworkingError) {
        guard case .object(let object) = json else { throw wrongType(json, "a mapping") }
        self = object
    }
    public var json: JSONValue { .object(self) }
    public var emptyForm: JSONValue? { [:] }
}

extension Bool: SynapseValue {
    public init(json: JSONValue) throws(NetworkingError) {
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
    public var json: JSONValue { .bool(self) }
    public var emptyForm: JSONValue? { false }
}

extension String: SynapseValue {
    public init(json: JSONValue) throws(NetworkingError) {
        guard case .text(let text) = json else { throw wrongType(json, "text") }
        self = text
    }
    public var json: JSONValue { .text(self) }
    public var emptyForm: JSONValue? { "" }
}

extension Double: SynapseValue {
    public init(json: JSONValue) throws(NetworkingError) {
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
    public var json: JSONValue { .number(self) }
    public var emptyForm: JSONValue? { 0.0 }
}

extension Float: SynapseValue {
    public init(json: JSONValue) throws(NetworkingError) { self = Float(try Double(json: json)) }
    public var json: JSONValue { .number(Double(self)) }
    public var emptyForm: JSONValue? { 0.0 }
}

extension Optional: SynapseValue where Wrapped: SynapseValue {
    public init(json: JSONValue) throws(NetworkingError) {
        self = json == .null ? nil : try Wrapped(json: json)
    }
    public var json: JSONValue { self?.json ?? .null }
    public var emptyForm: JSONValue? { self?.emptyForm }
    public func appendPythonText(to text: inout String, quoted: Bool) {
        if let self { self.appendPythonText(to: &text, quoted: quoted) } else { text += "None" }
    }
}

extension Array: SynapseValue where Element: SynapseValue {
    public init(json: JSONValue) throws(NetworkingError) {
        guard case .array(let values) = json else { throw wrongType(json, "a list") }
        self = []
        reserveCapacity(values.count)
        for value in values { append(try Element(json: value)) }
    }
    public var json: JSONValue { .array(map(\.json)) }
    public var emptyForm: JSONValue? { [] }
    public func appendPythonText(to text: inout String, quoted: Bool) {
        text += "["
        for (index, element) in enumerated() {
            if index > 0 { text += ", " }
            element.appendPythonText(to: &text, quoted: true)
        }
        text += "]"
    }
}

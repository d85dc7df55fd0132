// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A key of a mapping in a synapse: JSON has text alone, Python's classes also declare integers.
public protocol SynapseKey: Hashable, Sendable {
    /// The key that a JSON key stands for, or nil.
    init?(jsonKey: String)
    /// The key in JSON.
    var jsonKey: String { get }
    /// Python's `repr` of it.
    var pythonRepresentation: String { get }
}

extension String: SynapseKey {
    public init?(jsonKey: String) { self = jsonKey }
    public var jsonKey: String { self }
    public var pythonRepresentation: String {
        var text = ""
        PythonText.appendQuoted(self, to: &text)
        return text
    }
}

extension Int: SynapseKey {
    public init?(jsonKey: String) {
        guard let value = PythonNumber.integer(jsonKey) else { return nil }
        self = Int(value)
    }
    public var jsonKey: String { String(self) }
    public var pythonRepresentation: String { String(self) }
}

/// A mapping with typed keys and values that keeps its order: Python's `Dict[Key, Value]`.
public struct OrderedMapping<Key: SynapseKey, Value: SynapseValue>: SynapseValue {
    /// The pairs, each key once, in order.
    public private(set) var pairs: [(key: Key, value: Value)] = []
    private var positions: [Key: Int] = [:]

    public init() {}

    /// The value of `key`; a new key goes to the end.
    public subscript(key: Key) -> Value? { positions[key].map { pairs[$0].value } }

    /// Sets the value of `key`; a new key goes to the end.
    public mutating func set(_ key: Key, to value: Value) {
        if let position = positions[key] {
            pairs[position].value = value
        } else {
            positions[key] = pairs.count
            pairs.append((key, value))
        }
    }

    public init(json: PythonJSON) throws(NetworkingError) {
        for member in try JSONObject(json: json).members {
            guard let key = Key(jsonKey: member.key) else {
                throw NetworkingError(.wrongType, "a mapping has a key that is not of its key type")
            }
            set(key, to: try Value(json: member.value))
        }
    }

    public var json: PythonJSON { .object(JSONObject(pairs.map { ($0.key.jsonKey, $0.value.json) })) }
    public var emptyForm: PythonJSON? { [:] }

    public func appendPythonText(to text: inout String, quoted: Bool) {
        text += "{"
        for (index, pair) in pairs.enumerated() {
            if index > 0 { text += ", " }
            text += pair.key.pythonRepresentation + ": "
            pair.value.appendPythonText(to: &text, quoted: true)
        }
        text += "}"
    }
}

extension OrderedMapping: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (Key, Value)...) {
        for (key, value) in elements { set(key, to: value) }
    }
}

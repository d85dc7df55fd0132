// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A JSON object that keeps its members in the order in which they were written.
///
/// Python's mappings have an order and its text form shows it, so that a hash over the text depends on it. Swift's
/// dictionaries have none.
public struct JSONObject: Hashable, Sendable {
    /// One member.
    public struct Member: Hashable, Sendable {
        public let key: String
        public var value: PythonJSON
    }

    /// The members, each key once, in order.
    public private(set) var members: [Member] = []

    /// Positions by key, kept once there are so many members that a search would be slow.
    private var positions: [String: Int]?

    private static let searchLimit = 12

    public init() {}

    /// The members in the order given; a repeated key keeps its first place and takes the last value, as in Python.
    public init(_ members: some Sequence<(String, PythonJSON)>) {
        for (key, value) in members { self[key] = value }
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }

    /// The value of `key`. A new key goes to the end; setting nil removes the member.
    public subscript(key: String) -> PythonJSON? {
        get { position(of: key).map { members[$0].value } }
        set {
            guard let value = newValue else {
                remove(key)
                return
            }
            if let position = position(of: key) {
                members[position].value = value
            } else {
                append(key, value)
            }
        }
    }

    private func position(of key: String) -> Int? {
        if let positions { return positions[key] }
        return members.firstIndex { $0.key == key }
    }

    private mutating func append(_ key: String, _ value: PythonJSON) {
        members.append(Member(key: key, value: value))
        if positions != nil {
            positions?[key] = members.count - 1
        } else if members.count > Self.searchLimit {
            positions = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
        }
    }

    private mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        members.remove(at: position)
        positions = nil
        if members.count > Self.searchLimit {
            positions = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
        }
    }

    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool { lhs.members == rhs.members }
    public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, PythonJSON)...) { self.init(elements) }
}

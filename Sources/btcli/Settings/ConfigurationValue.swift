// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What stands in a configuration file, as YAML and JSON both can say it.
indirect enum ConfigurationValue: Hashable, Sendable {
    /// What a scalar is taken for.
    enum Kind: Hashable, Sendable { case null, bool, integer, number, text }

    struct Member: Hashable, Sendable {
        let name: String
        var value: ConfigurationValue
    }

    case scalar(String, Kind)
    case list([ConfigurationValue])
    case map([Member])

    static let null = ConfigurationValue.scalar("null", .null)

    /// The members of a mapping; anything else has none.
    var members: [Member] {
        guard case .map(let members) = self else { return [] }
        return members
    }

    /// The same as JSON.
    var document: OutputDocument {
        switch self {
        case .scalar(_, .null): .null
        case .scalar(let text, .bool): .bool(["true", "yes", "on", "y"].contains(text.lowercased()))
        case .scalar(let text, .integer): Int(text).map { .integer($0) } ?? .string(text)
        case .scalar(let text, .number): Double(text).map { .number($0) } ?? .string(text)
        case .scalar(let text, .text): .string(text)
        case .list(let elements): .array(elements.map(\.document))
        case .map(let members): .object(members.map { .init(name: $0.name, value: $0.value.document) })
        }
    }

    /// The mapping with a member replaced where it stands, or added behind all others.
    func setting(_ name: String, to value: ConfigurationValue) -> ConfigurationValue {
        var members = members
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].value = value
        } else {
            members.append(Member(name: name, value: value))
        }
        return .map(members)
    }

    /// The mapping without a member.
    func removing(_ name: String) -> ConfigurationValue { .map(members.filter { $0.name != name }) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension ConfigurationFile {
    /// A change to a file.
    struct Edit: Sendable {
        let text: String
        /// Whether the rest of the file is, byte for byte, as it was; otherwise comments are lost.
        let keepsComments: Bool
    }

    /// The text with a value under a name of the outermost mapping: the rest says what it said.
    func setting(_ name: String, to text: String, _ kind: ConfigurationValue.Kind) throws(ConfigurationError) -> Edit {
        let wanted = root.setting(name, to: .scalar(text, kind))
        return try edit(wanted, [name: text.yaml(kind)])
    }

    /// The text without some names, which may lead into nested mappings: there the value becomes null.
    func removing(_ names: [String]) throws(ConfigurationError) -> Edit {
        var wanted = root
        var replacements: [String: String?] = [:]
        for name in names where self[name] != nil {
            let parts = name.split(separator: ".").map(String.init)
            if parts.count == 1 {
                wanted = wanted.removing(name)
                replacements[name] = .some(nil)
            } else {
                wanted = wanted.setting(parts[...], to: .null)
                replacements[name] = "null"
            }
        }
        return try edit(wanted, replacements)
    }

    /// Changes lines where that does it, and writes everything anew where it does not.
    private func edit(
        _ wanted: ConfigurationValue, _ replacements: [String: String?]
    ) throws(ConfigurationError) -> Edit {
        if !isJSON {
            let text = edited(replacements)
            // What the lines mean decides, not how they look.
            if let file = try? ConfigurationFile(path: path, text: text), file.root.isSame(as: wanted) {
                return Edit(text: text, keepsComments: true)
            }
        }
        let edit = rewritten(wanted)
        guard (try? ConfigurationFile(path: path, text: edit.text)) != nil else {
            throw ConfigurationError(
                .fileNotWritten,
                "the configuration \(excerpt(path)) could not be read with that in it, so nothing was changed: choose "
                    + "another value")
        }
        return edit
    }

    private func rewritten(_ wanted: ConfigurationValue) -> Edit {
        if isJSON { return Edit(text: wanted.document.text + "\n", keepsComments: true) }
        return Edit(text: wanted.yamlLines.map { $0 + "\n" }.joined(), keepsComments: !(self.text ?? "").contains("#"))
    }

    /// The text with the values on some lines replaced, or with those lines removed.
    private func edited(_ replacements: [String: String?]) -> String {
        var lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var removed: Set<Int> = []
        var added: [String] = []
        for (name, value) in replacements.sorted(by: { $0.key < $1.key }) {
            guard let number = self.lines[name], lines.indices.contains(number - 1) else {
                if let value { added.append("\(name): \(value)") }
                continue
            }
            if let value {
                lines[number - 1] = lines[number - 1].replacingYAMLValue(with: value)
            } else {
                removed.insert(number - 1)
            }
        }
        lines = lines.indices.filter { !removed.contains($0) }.map { lines[$0] }
        if !added.isEmpty {
            while lines.last?.isEmpty == true { lines.removeLast() }
            lines += added + [""]
        }
        return lines.joined(separator: "\n")
    }
}

extension ConfigurationValue {
    /// The mapping with a nested value replaced.
    fileprivate func setting(_ path: ArraySlice<String>, to value: ConfigurationValue) -> ConfigurationValue {
        guard let name = path.first else { return value }
        let inner = members.first { $0.name == name }?.value ?? .map([])
        return setting(name, to: inner.setting(path.dropFirst(), to: value))
    }

    /// Whether it says the same: null is null, however it is spelled.
    fileprivate func isSame(as other: ConfigurationValue) -> Bool {
        switch (self, other) {
        case (.scalar(_, .null), .scalar(_, .null)): true
        case (.list(let first), .list(let second)):
            first.count == second.count && zip(first, second).allSatisfy { $0.isSame(as: $1) }
        case (.map(let first), .map(let second)):
            first.count == second.count
                && zip(first, second).allSatisfy { $0.name == $1.name && $0.value.isSame(as: $1.value) }
        default: self == other
        }
    }

    /// As lines of YAML: a member or an element on each, those of mappings within mappings further in.
    fileprivate var yamlLines: [String] {
        guard case .map(let members) = self else { return [inLine] }
        return members.flatMap { member in
            let name = member.name.yaml(.text)
            return switch member.value {
            case .map(let inner) where !inner.isEmpty: ["\(name):"] + member.value.yamlLines.map { "  \($0)" }
            case .list(let elements) where !elements.isEmpty: ["\(name):"] + elements.map { "- \($0.inLine)" }
            default: ["\(name): \(member.value.inLine)"]
            }
        }
    }

    private var inLine: String {
        switch self {
        case .scalar(let text, let kind): text.yaml(kind)
        case .list(let elements): "[\(elements.map(\.inLine).joined(separator: ", "))]"
        case .map(let members):
            "{\(members.map { "\($0.name.yaml(.text)): \($0.value.inLine)" }.joined(separator: ", "))}"
        }
    }
}

extension String {
    /// The text as a YAML scalar on one line.
    fileprivate func yaml(_ kind: ConfigurationValue.Kind) -> String {
        guard kind == .text else { return self }
        let isPlain =
            allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-:~".contains($0)) }
            && first.map { $0.isLetter || $0 == "/" || $0 == "~" } ?? false && !hasSuffix(":")
        if isPlain, case .scalar(self, .text)? = (try? ConfigurationFile(path: "", text: "a: \(self)"))?["a"] {
            return self
        }
        return OutputDocument.string(self).text
    }

    /// A line `name: value # comment` with another value.
    fileprivate func replacingYAMLValue(with value: String) -> String {
        guard let colon = firstIndex(of: ":") else { return self }
        let rest = self[index(after: colon)...]
        let comment = Self.commentStart(in: rest).map { rest[$0...] } ?? ""
        return "\(self[...colon]) \(value)\(comment)"
    }

    /// Where the comment behind a value begins, with the blanks before it.
    private static func commentStart(in rest: Substring) -> String.Index? {
        var quote: Character?
        var blanks: String.Index?
        for index in rest.indices {
            let character = rest[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "#", let blanks {
                return blanks
            } else if character == "\"" || character == "'" {
                quote = character
            }
            if character == " " || character == "\t" { blanks = blanks ?? index } else { blanks = nil }
        }
        return nil
    }
}

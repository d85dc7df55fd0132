// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Yams

/// A text as YAML understands it.
struct ParsedConfiguration {
    let root: ConfigurationValue
    private(set) var lines: [String: Int] = [:]
    let isJSON: Bool

    /// More values than any configuration has, and fewer than would take time.
    private static let mostValues = 10_000

    /// - Throws: `fileDamaged`, with the line where it is known.
    init(_ text: String, path: String) throws(ConfigurationError) {
        // An alias may stand for a mapping of aliases, and so for more than any memory holds.
        if let line = Self.lineOfAlias(in: text) {
            throw ConfigurationFile.damaged("anchors and aliases are not read", path: path, line: line)
        }
        let node: Node?
        do {
            node = try Parser(yaml: text, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            let (reason, line) = error.place
            throw ConfigurationFile.damaged(reason, path: path, line: line)
        } catch {
            throw ConfigurationFile.damaged("it is no YAML", path: path, line: nil)
        }
        var reader = Reader(path: path)
        switch node {
        case .mapping(let mapping)?:
            root = try reader.value(.mapping(mapping), under: "")
            isJSON = !mapping.isEmpty && text.first { !$0.isWhitespace } == "{"
        case nil:
            (root, isJSON) = (.map([]), false)
        case .scalar(let scalar)? where scalar.string.isEmpty:
            (root, isJSON) = (.map([]), false)
        default:
            throw ConfigurationFile.damaged("it is no mapping of names to values", path: path, line: node?.mark?.line)
        }
        lines = reader.lines
    }

    /// Where a word begins with `&` or `*` as anchors and aliases do.
    private static func lineOfAlias(in text: String) -> Int? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.firstIndex { line in
            let words = line.prefix { $0 != "#" }.split { " \t[]{},:".contains($0) }
            return words.contains { $0.count > 1 && ($0.hasPrefix("&") || $0.hasPrefix("*")) }
        }.map { $0 + 1 }
    }

    /// Walks the nodes, and counts them.
    private struct Reader {
        let path: String
        var lines: [String: Int] = [:]
        private var count = 0

        init(path: String) { self.path = path }

        mutating func value(_ node: Node, under name: String) throws(ConfigurationError) -> ConfigurationValue {
            count += 1
            guard count <= mostValues else {
                throw ConfigurationFile.damaged("it holds more than \(mostValues) values", path: path, line: nil)
            }
            switch node {
            case .scalar(let scalar): return .scalar(scalar.string, Self.kind(of: node))
            case .sequence(let sequence):
                var elements: [ConfigurationValue] = []
                for element in sequence { elements.append(try value(element, under: name)) }
                return .list(elements)
            case .mapping(let mapping):
                var members: [ConfigurationValue.Member] = []
                for (key, node) in mapping {
                    guard let key = key.scalar else {
                        throw ConfigurationFile.damaged("a name is no text", path: path, line: key.mark?.line)
                    }
                    let full = name.isEmpty ? key.string : "\(name).\(key.string)"
                    lines[full] = key.mark?.line
                    members.append(.init(name: key.string, value: try value(node, under: full)))
                }
                return .map(members)
            case .alias:
                throw ConfigurationFile.damaged("aliases are not read", path: path, line: node.mark?.line)
            }
        }

        private static func kind(of node: Node) -> ConfigurationValue.Kind {
            let kinds: [(Tag.Name, ConfigurationValue.Kind)] = [
                (.null, .null), (.bool, .bool), (.int, .integer), (.float, .number),
            ]
            return kinds.first { node.tag == Tag($0.0) }?.1 ?? .text
        }
    }
}

extension YamlError {
    /// What is wrong, and the line.
    fileprivate var place: (reason: String, line: Int?) {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (problem, mark.line)
        case .duplicatedKeysInMapping(let names, let context):
            ("\(names.map { excerpt($0) }.joined(separator: ", ")) stands there twice", context.mark.line)
        case .reader(let problem, let offset, _, let yaml):
            (problem, offset.map { yaml.prefix($0).count { $0 == "\n" } + 1 })
        default: ("it is no YAML", nil)
        }
    }
}

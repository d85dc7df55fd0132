// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A text as YAML understands it.
struct ParsedConfiguration {
    let root: ConfigurationValue
    let lines: [String: Int]
    let isJSON: Bool

    /// - Throws: `fileDamaged`, with the line where it is known.
    init(_ text: String, path: String) throws(ConfigurationError) {
        do {
            var reader = try Reader(text)
            root = try reader.document()
            lines = reader.lines
        } catch {
            throw ConfigurationFile.damaged(error.reason, path: path, line: error.line)
        }
        isJSON = !root.members.isEmpty && text.first { !$0.isWhitespace } == "{"
    }
}

/// Puts the pieces of a text together, and counts them.
private struct Reader {
    typealias Fault = YAMLEvents.Fault

    private(set) var lines: [String: Int] = [:]
    private let events: YAMLEvents
    private var count = 0

    /// More values than any configuration has, and fewer than would take time.
    private static let mostValues = 10_000
    private static let mostLevels = 32

    init(_ text: String) throws(Fault) { events = try YAMLEvents(text) }

    /// The only document of the text; a mapping, which is empty where there is nothing.
    mutating func document() throws(Fault) -> ConfigurationValue {
        guard case .beginDocument = try events.next() else { return .map([]) }
        let first = try events.next()
        let line = events.line
        let root = try value(first, under: "", level: 0)
        guard case .end = try events.next() else {
            throw Fault(reason: "it holds more than one document", line: events.line)
        }
        switch root {
        case .map: return root
        case .scalar("", _): return .map([])
        default: throw Fault(reason: "it is no mapping of names to values", line: line)
        }
    }

    private mutating func value(
        _ event: YAMLEvents.Event, under name: String, level: Int
    ) throws(Fault) -> ConfigurationValue {
        count += 1
        guard count <= Self.mostValues else {
            throw Fault(reason: "it holds more than \(Self.mostValues) values", line: nil)
        }
        guard level <= Self.mostLevels else {
            throw Fault(reason: "it is nested in more than \(Self.mostLevels) levels", line: events.line)
        }
        switch event {
        case .scalar(let text, let kind): return .scalar(text, kind)
        case .beginList:
            var elements: [ConfigurationValue] = []
            while true {
                let element = try events.next()
                if case .endList = element { return .list(elements) }
                elements.append(try value(element, under: name, level: level + 1))
            }
        case .beginMap: return .map(try members(under: name, level: level))
        case .beginDocument, .endList, .endMap, .end:
            throw Fault(reason: "it is no YAML", line: events.line)
        }
    }

    private mutating func members(under name: String, level: Int) throws(Fault) -> [ConfigurationValue.Member] {
        var members: [ConfigurationValue.Member] = []
        var names: Set<String> = []
        while true {
            switch try events.next() {
            case .endMap: return members
            case .scalar(let key, _):
                guard names.insert(key).inserted else {
                    throw Fault(reason: "\(excerpt(key)) stands there twice", line: events.line)
                }
                let full = name.isEmpty ? key : "\(name).\(key)"
                lines[full] = events.line
                members.append(.init(name: key, value: try value(events.next(), under: full, level: level + 1)))
            default: throw Fault(reason: "a name is no text", line: events.line)
            }
        }
    }
}

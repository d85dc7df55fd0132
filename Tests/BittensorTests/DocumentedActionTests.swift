// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Links to symbols are checked where the documentation is built; actions stand there as code, because their names are static
/// members of a generic type.
@Suite("The actions that the articles name")
struct DocumentedActionTests {
    private static let client = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/SubtensorClient")

    /// A function: its name, and for each parameter its label and whether it may be left out.
    private struct Signature: Hashable {
        let name: String
        let parameters: [Parameter]

        struct Parameter: Hashable {
            let label: String
            let hasDefault: Bool
        }

        /// Whether it can be called with these labels.
        func takes(_ labels: [String]) -> Bool {
            var rest = labels[...]
            for parameter in parameters {
                if rest.first == parameter.label { rest.removeFirst() } else if !parameter.hasDefault { return false }
            }
            return rest.isEmpty
        }
    }

    /// The static functions that the actions' sources declare.
    private static func declared() throws -> [Signature] {
        let folder = client.appending(path: "Actions")
        var found: [Signature] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for piece in text.components(separatedBy: "public static func ").dropFirst() {
                let name = piece.prefix { $0 != "(" && $0 != "<" }
                guard let start = piece.firstIndex(of: "(") else { continue }
                found.append(Signature(name: String(name), parameters: parameters(piece[piece.index(after: start)...])))
            }
        }
        return found
    }

    /// The parameters up to the parenthesis that closes their list.
    private static func parameters(_ text: Substring) -> [Signature.Parameter] {
        var depth = 0
        var parts = [""]
        scan: for character in text {
            switch character {
            case "(", "[", "<": depth += 1
            case ")" where depth == 0: break scan
            case ")", "]", ">": depth -= 1
            case "," where depth == 0:
                parts.append("")
                continue
            default: break
            }
            parts[parts.count - 1].append(character)
        }
        return parts.compactMap { part in
            part.split(whereSeparator: \.isWhitespace).first.map { word in
                let label = String(word.prefix { $0 != ":" })
                return Signature.Parameter(label: label, hasDefault: part.contains(" = "))
            }
        }
    }

    /// The code spans of an article's tables that are calls: `name(label:label:)`.
    private static func named(in article: String) throws -> [String] {
        let file = client.appending(path: "Documentation.docc/\(article).md")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("|") }
        return rows.flatMap { row -> [String] in
            let isPythons = article == "PythonClasses"
            let cells = isPythons ? Array(row.split(separator: "|").dropFirst()) : [row]
            return cells.flatMap {
                $0.replacingOccurrences(of: "``", with: "\u{1}").split(separator: "`").map(String.init)
            }
        }
        .compactMap { span in
            var name = Substring(span)
            if name.hasPrefix("Action.") {
                name = name.dropFirst(7)
            } else if name.hasPrefix(".") {
                name = name.dropFirst()
            }
            guard article == "Actions" || name.count < span.count else { return nil }
            guard name.hasSuffix(")"), name.wholeMatch(of: /[a-z][A-Za-z]*\(([A-Za-z_]+:)+\)/) != nil else {
                return nil
            }
            return String(name)
        }
    }

    @Test("each is there, with these labels", arguments: ["Actions", "PythonClasses"])
    func exist(article: String) throws {
        let declared = try Self.declared()
        let named = try Self.named(in: article)
        #expect(named.count > 40)
        // What a crowdloan may be for, and a runtime's own simulation, are no actions.
        let others: Set = ["call(_:)", "swap(_:of:)", "leasedNetwork(emissionsShare:end:)"]
        for name in named where !others.contains(name) {
            let parts = name.split(separator: "(")
            let labels = parts[1].dropLast().split(separator: ":").map(String.init)
            #expect(
                declared.contains { $0.name == parts[0] && $0.takes(labels) },
                "the sources have no \(name)")
        }
    }
}

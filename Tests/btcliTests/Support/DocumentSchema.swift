// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateRPC
import Synchronization
import Testing

@testable import btcli

/// The members of every command's document, as `docs/json.md` lists them.
///
/// Every document that a test sees is compared with it. After a wanted change run the tests once with
/// `BTCLI_RECORD_SNAPSHOTS=1`: what was seen is added; take the file away before to begin anew.
struct DocumentSchema: Equatable {
    /// The kinds of value that stand at a path such as `balances[].free_tao`, by command.
    private(set) var commands: [String: [String: Set<String>]] = [:]

    static let file = Snapshot.folder.appending(path: "../../../docs/json.md")
    /// The command under which the error document stands, which all have in common.
    static let failures = "btcli … (a failure)"

    private static let shared = Mutex<DocumentSchema?>(nil)

    /// Compares a document with the schema, or adds it.
    static func check(_ text: String, of arguments: [String], _ sourceLocation: SourceLocation) {
        guard let document = try? JSONValue(parsing: text), let members = document.object else { return }
        let words = OldSpellings.rewritten(arguments, commands: .btcli)
        let path = CommandNames.btcli.path(of: words)
        guard !path.isEmpty else { return }
        let isFailure = members.count == 1 && members["error"] != nil
        let command = isFailure ? failures : (["btcli"] + path).joined(separator: " ")
        let isRecording = ProcessInfo.processInfo.environment["BTCLI_RECORD_SNAPSHOTS"] == "1"
        shared.withLock { shared in
            var schema = shared ?? DocumentSchema(markdown: (try? String(contentsOf: file, encoding: .utf8)) ?? "")
            let before = schema
            schema.add(document, at: "", of: command)
            if isRecording {
                if schema != before { try? Data(schema.markdown.utf8).write(to: file) }
                shared = schema
            } else {
                shared = before
                let new = schema.lines(of: command).filter { !before.lines(of: command).contains($0) }
                #expect(new.isEmpty, "docs/json.md does not list this of \(command)", sourceLocation: sourceLocation)
            }
        }
    }

    // MARK: Seen

    /// What the chain or the user names, not the program.
    private static let open: Set<String> = [
        "effects", "arguments", "value", "others", "reading", "keys[]", "args", "fields", "before", "after",
    ]

    private mutating func add(_ value: JSONValue, at path: String, of command: String) {
        var kind: String?
        switch value {
        case .null: kind = "null"
        case .bool: kind = "true or false"
        case .integer, .double: kind = "number"
        case .string: kind = "text"
        case .array(let elements):
            kind = "list"
            for element in elements where !Self.isOpen(path) { add(element, at: path + "[]", of: command) }
        case .object(let members):
            if !path.isEmpty { kind = "object" }
            for (name, member) in members where !Self.isOpen(path) {
                add(member, at: path.isEmpty ? name : "\(path).\(name)", of: command)
            }
        }
        if Self.isOpen(path) { kind = "anything" }
        if let kind { commands[command, default: [:]][path, default: []].insert(kind) }
    }

    private static func isOpen(_ path: String) -> Bool {
        open.contains(String(path.split(separator: ".").last ?? ""))
    }

    // MARK: Written

    private func lines(of command: String) -> [String] {
        (commands[command] ?? [:]).sorted { $0.key < $1.key }.map { path, kinds in
            "| `\(path)` | \(kinds.sorted().joined(separator: ", ")) |"
        }
    }

    private static let head = """
        # Documents

        With `--json-output` a command prints exactly one JSON document; what goes on (`events --follow`, `watch`, `weights watch`)
        prints one on each line. These are the members of each; `a[].b` is the member `b` of every element of the list `a`.
        Amounts are text with all nine digits behind the point, and so are numbers that need 64
        bits; a member that there is nothing to say about is `null`, and is not left out. What a chain or a file names itself can be
        anything. Every command that sends prints what `btcli wallet transfer` does, with effects and an outcome of its own. The exit
        status says how a command ended; `btcli explain` lists them, and the codes of errors.

        The tests compare every document they see with this page, which they wrote.
        """

    var markdown: String {
        let sections = commands.keys.sorted().map { command in
            "## \(command)\n\n| member | value |\n| --- | --- |\n" + lines(of: command).joined(separator: "\n")
        }
        return ([Self.head] + sections).joined(separator: "\n\n") + "\n"
    }

    init(markdown: String) {
        var command = ""
        for line in markdown.split(separator: "\n") {
            if line.hasPrefix("## ") { command = String(line.dropFirst(3)) }
            guard let match = line.wholeMatch(of: /\| `([^`]+)` \| (.*) \|/) else { continue }
            commands[command, default: [:]][String(match.1)] = Set(match.2.split(separator: ", ").map(String.init))
        }
    }
}

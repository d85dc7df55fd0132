// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import Testing

@testable import btcli

/// The help texts.
@Suite("Help")
struct HelpSnapshotTests {
    static let commands = tree(Btcli.self, [])

    private static func tree(
        _ command: any ParsableCommand.Type, _ path: [String]
    ) -> [(name: String, path: [String], type: any ParsableCommand.Type)] {
        [((["btcli"] + path).joined(separator: "-"), path, command)]
            + command.configuration.subcommands.flatMap { subcommand in
                tree(subcommand, path + [subcommand.configuration.commandName ?? subcommand._commandName])
            }
    }

    @Test("is what it was", arguments: commands.indices)
    func snapshot(index: Int) throws {
        let (name, path) = (Self.commands[index].name, Self.commands[index].path)
        let page = try #require(HelpPage(path: path))
        try Snapshot.check(page.text(width: 80).plain, "\(name).txt")
    }

    @Test("No snapshot is left of a command that is gone")
    func isComplete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Snapshot.folder.path)
            .filter { $0.hasSuffix(".txt") }
        #expect(files.sorted() == Self.commands.map { "\($0.name).txt" }.sorted())
    }

    @Test("Every command says what it is for", arguments: commands.indices)
    func abstracts(index: Int) {
        #expect(!Self.commands[index].type.configuration.abstract.isEmpty)
    }

    @Test(
        "A group without a subcommand shows its help, on standard output",
        arguments: [
            "", "pow", "localnet", "wallet", "w", "subnets", "s", "root", "r", "sudo", "su", "weights", "wt",
            "help pow",
        ])
    func groups(line: String) async {
        let run = await Run(line)
        #expect(run.status == .done)
        #expect(run.output.contains("SUBCOMMANDS:"))
        #expect(run.talk.isEmpty)
    }

    @Test("has lines that fit the terminal, from 40 columns on", arguments: commands.indices)
    func widths(index: Int) throws {
        let path = Self.commands[index].path
        let page = try #require(HelpPage(path: path, showsEmbedded: true))
        let command = try #require(CommandReference(path: path))
        // What is written to be copied stands as it is.
        let literal = (command.discussion ?? "").split(separator: "\n") + command.examples.map { "  \($0)" }
        for width in [40, 60, 80, 100, 200] {
            for line in page.text(width: width).plain.split(separator: "\n") where line.count > min(width, 100) {
                // The name of an option, or one argument of the usage.
                let isOne = line.hasPrefix("  -") || line.wholeMatch(of: /\ {6}\[[^\[]+\]/) != nil
                #expect(isOne || literal.contains(line), "\(line)")
            }
        }
    }

    @Test("has the command's own options first, and those of the embedded chain where they are asked for")
    func sections() async throws {
        let usual = await Run("wallet transfer --help").output
        let titles = [
            "USAGE:", "EXAMPLES:", "OPTIONS:", "WALLET AND PASSWORD:", "SENDING:", "NETWORK:", "EVERY COMMAND:",
        ]
        let places = try titles.map { title in try #require(usual.range(of: "\n\(title)"), "\(title)").lowerBound }
        #expect(places == places.sorted())
        #expect(!usual.contains("--block-time"))
        #expect(usual.contains("--help-embedded"))
        let all = await Run("wallet transfer --help-embedded")
        #expect(all.status == .done)
        for option in ["EMBEDDED CHAIN:", "--block-time", "--rules", "--difficulty"] {
            #expect(all.output.contains(option))
        }
        // The localnet's own options are no such.
        #expect(await Run("localnet start --help").output.contains("--block-time"))
    }

    @Test("Every command that sends has examples, and every example is one of its command lines")
    func examples() async throws {
        let program = try CommandReference.program()
        for command in program.all where command.optionNames.contains("--wait-for-finalization") {
            #expect(!command.examples.isEmpty, "\(command.path)")
        }
        let paths = Set(program.all.map(\.path))
        for (path, lines) in CommandExamples.lines {
            #expect(paths.contains(path), "\(path)")
            for line in lines {
                #expect(line.hasPrefix("\(path) "), "\(line)")
                let words = Self.words(line)
                #expect(throws: Never.self, "\(line)") { try Btcli.parseAsRoot(words) }
            }
        }
    }

    /// The words of a line in which only double quotes quote.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }.dropFirst().map { $0 }
    }

    @Test("The version")
    func version() async {
        #expect(await Run("--version").output == Release.version + "\n")
    }

    @Test("The changelog begins with this version")
    func changelog() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../CHANGELOG.md")
        let heading = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("## ") }
        #expect(heading?.hasPrefix("## \(Release.version) (") == true)
    }
}

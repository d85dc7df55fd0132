// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import Testing

@testable import btcli

/// The help texts.
@Suite("Help")
struct HelpSnapshotTests {
    static let commands = tree(Btcli.self, "btcli")

    private static func tree(
        _ command: any ParsableCommand.Type, _ name: String
    ) -> [(name: String, type: any ParsableCommand.Type)] {
        [(name, command)]
            + command.configuration.subcommands.flatMap { subcommand in
                tree(subcommand, "\(name)-\(subcommand.configuration.commandName ?? subcommand._commandName)")
            }
    }

    @Test("is what it was", arguments: commands.indices)
    func snapshot(index: Int) throws {
        let (name, type) = Self.commands[index]
        let help = Btcli.helpMessage(for: type, columns: 80) + "\n"
        try Snapshot.check(help, "\(name).txt")
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

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli manual`: writes the manual pages and the command reference. For those who build this program.
struct Manual: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the manual pages and the command reference.",
        discussion: "Writes man/btcli.1 and one page for every command, and commands.md, into a folder.",
        shouldDisplay: false)

    @Option(help: ArgumentHelp("The folder, which is made if it is not there.", valueName: "folder"))
    var out: String

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let files = try ManualFiles(version: Release.version)
        try files.write(to: out)
        try console.show(ManualAnswer(folder: out, files: files.texts.map(\.name)))
        return .done
    }
}

/// The files of the manual.
struct ManualFiles {
    /// Each file's path in the folder, and what is in it.
    let texts: [(name: String, text: String)]

    init(version: String) throws {
        let program = try CommandReference.program()
        let pages = program.all.map { ManualPage($0, version: version) }
        texts = pages.map { ("man/\($0.fileName)", $0.text) } + [("commands.md", MarkdownReference(program).text)]
    }

    /// Writes them, and removes pages of commands that are gone.
    func write(to folder: String) throws {
        let manager = FileManager.default
        do {
            try manager.createDirectory(atPath: "\(folder)/man", withIntermediateDirectories: true)
            let names = Set(texts.map(\.name))
            for name in try manager.contentsOfDirectory(atPath: "\(folder)/man")
            where name.hasPrefix("btcli") && name.hasSuffix(".1") && !names.contains("man/\(name)") {
                try manager.removeItem(atPath: "\(folder)/man/\(name)")
            }
            for (name, text) in texts {
                try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
            }
        } catch {
            throw OutputFileError(
                .notWritten, "cannot write the manual into \(excerpt(folder)): \(error.fileReason)")
        }
    }
}

/// What was written.
struct ManualAnswer: Answer {
    let folder: String
    let files: [String]

    var document: OutputDocument {
        ["folder": .string(folder), "files": .array(files.map { .string($0) })]
    }

    func text(width: Int?) -> StyledText { "\(files.count) files in \(folder.printable)" }
}

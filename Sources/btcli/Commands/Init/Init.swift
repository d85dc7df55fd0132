// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli init`: a miner or a validator of one's own to begin with.
struct Init: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a Swift package with a miner or a validator, ready to run.",
        discussion: """
            The package has a protocol, a miner and a validator that register, serve, score, set weights, log, count and \
            stop cleanly, with tests on a chain of their own; its README says what to change for your subnet.

            EXAMPLE:
              btcli init miner weather --path ../swift-bittensor
              cd weather && swift run Miner --network local --netuid 1
            """)

    @Argument(help: "Which program it has; subnet is both.")
    var role: InitRole

    @Argument(
        help: ArgumentHelp(
            "The folder to write: a new or an empty one, whose name is the package's.", valueName: "folder"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            """
            Use the swift-bittensor in this folder. (default: the one that this program was built in, unless --url is \
            given)
            """, valueName: "folder"))
    var path: String?

    @Option(
        help: ArgumentHelp(
            "Use the releases of the repository at this address, from this version on.", valueName: "url"))
    var url: String?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let package = InitPackage(
            role: role, name: try PackageName(ofFolder: folder), source: try source())
        let files = package.files
        try NewFolder(path: folder).write(files)
        try console.show(InitAnswer(package: package, folder: folder, files: files.map(\.path)))
        return .done
    }

    private func source() throws -> InitPackage.Source {
        guard path == nil || url == nil else { throw CLIError(.usage, "--path and --url name two sources: give one") }
        if let url {
            guard url.hasPrefix("https://") || url.hasPrefix("ssh://") || url.hasPrefix("file://"),
                url.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "\"" && $0 != "\\" })
            else { throw CLIError(.usage, "\(excerpt(url)) is no address of a repository: write https://…") }
            return .releases(url)
        }
        if let path {
            guard let checkout = Checkout(at: path) else {
                throw CLIError(
                    .usage, "there is no swift-bittensor in \(excerpt(path)): name the folder of its Package.swift")
            }
            return .checkout(checkout.path)
        }
        guard let checkout = Checkout(around: Executable.path) else {
            throw CLIError(
                .usage,
                "where is swift-bittensor? Give --path, a folder that has it, or --url, the address of its repository")
        }
        return .checkout(checkout.path)
    }
}

/// What a package is begun for.
enum InitRole: String, CaseIterable, Sendable, ExpressibleByArgument {
    case miner, validator, subnet

    /// The programs of the package, as they are called.
    var programs: [String] {
        switch self {
        case .miner: ["Miner"]
        case .validator: ["Validator"]
        case .subnet: ["Miner", "Validator"]
        }
    }
}

/// What was written, and how it is run.
struct InitAnswer: Answer {
    let package: InitPackage
    let folder: String
    let files: [String]

    var document: OutputDocument {
        [
            "role": .string(package.role.rawValue),
            "package": .string(package.name.text),
            "folder": .string(folder),
            "swift_bittensor": .string(package.source.text),
            "files": .array(files.map { .string($0) }),
        ]
    }

    func text(width: Int?) -> StyledText {
        let programs = package.role.programs.map { "  swift run \($0) --network local --netuid 1" }
        return """
            Wrote the package '\(package.name.text)', \(files.count) files, to \(folder.printable).

            Try next (the first build takes some minutes; README.md has the whole way, from a chain and wallets on):
              cd \(folder.shellWord)
            \(programs.joined(separator: "\n"))
            """
    }
}

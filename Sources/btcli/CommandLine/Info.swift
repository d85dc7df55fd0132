// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import ProofOfWork
import SealBenchmark
import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli info`: what this program is, and where it keeps things.
struct Info: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show versions, paths and the machine, as they belong into a report.",
        subcommands: [InfoAutocomplete.self],
        aliases: ["i"])

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(
            InfoAnswer(
                executable: Executable.path,
                configuration: ConfigurationFile.path(option: global.config, environment: console.environment),
                wallets: wallet.path(console), network: network.setting(console).title, machine: .current))
        return .done
    }
}

/// What this program is.
struct InfoAnswer: Answer {
    let executable: String
    /// nil without a home folder.
    let configuration: String?
    let wallets: String
    let network: String
    let machine: SolverTuning.Machine

    private static var build: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }

    /// The oldest compiler that can have built this.
    private static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or newer"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2"
        #endif
    }

    private static var platform: String {
        #if arch(x86_64)
            let architecture = "x86-64"
        #elseif arch(arm64)
            let architecture = "arm64"
        #else
            let architecture = "other"
        #endif
        return "\(ProcessInfo.processInfo.operatingSystemVersionString), \(architecture)"
    }

    private var kernels: [String] { SealKernel.available.map(\.name) }

    var document: OutputDocument {
        [
            "version": .string(Release.version),
            "build": .string(Self.build),
            "compiler": .string(Self.compiler),
            "platform": .string(Self.platform),
            "processor": .string(machine.processor),
            "processors": .integer(machine.processors),
            "kernels": .array(kernels.map { .string($0) }),
            "executable": .string(executable),
            "configuration": .string(orNull: configuration),
            "wallets": .string(wallets),
            "network": .string(network),
        ]
    }

    func text(width: Int?) -> StyledText {
        Facts([
            ("Version", "\(Release.version), \(Self.build) build by \(Self.compiler)"), ("Platform", Self.platform),
            ("Processor", "\(machine.processors) × \(machine.processor)"),
            ("Kernels", kernels.joined(separator: ", ")), ("Executable", executable),
            ("Configuration", configuration ?? "none: HOME is not set"), ("Wallets", wallets), ("Network", network),
        ]).text(width: width)
    }
}

/// `btcli info autocomplete`: the completion script of the shell at hand, under the name that the first btcli gave it.
struct InfoAutocomplete: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "autocomplete", abstract: "Print the completion script of your shell.")

    @Argument(help: "The shell; without it, the one that SHELL names.")
    var shell: CompletionShell?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(try CompletionAnswer(shell, console))
        return .done
    }
}

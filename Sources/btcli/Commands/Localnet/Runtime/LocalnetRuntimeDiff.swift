// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstrateRuntime

/// `btcli localnet runtime diff`: what an upgrade changes.
struct LocalnetRuntimeDiff: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what one runtime has otherwise than another: what an upgrade changes.",
        discussion: """
            Calls, storage, events, errors, constants with their values, functions, transaction extensions, the interfaces and \
            everything else that is in their versions. Each runtime is a file, the name of a saved one, or a network, as of \
            'btcli localnet runtime show'.
              btcli localnet runtime diff finney upgrade.wasm
              btcli localnet runtime diff finney wss://test.finney.opentensor.ai
            Exit status 1 when nothing differs.
            """)

    @Argument(help: ArgumentHelp("The earlier runtime.", valueName: "file|name|url"))
    var first: String

    @Argument(help: ArgumentHelp("The later one.", valueName: "file|name|url"))
    var second: String

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let before = try await RuntimeSource(first, console.environment).read(console)
        let after = try await RuntimeSource(second, console.environment).read(console)
        let answer = DifferencesAnswer(
            [
                Fact("first", "Before", .text(before.source)),
                Fact("first_spec_version", "Its spec version", .integer(before.code.version.specVersion)),
                Fact("second", "After", .text(after.source)),
                Fact("second_spec_version", "Its spec version", .integer(after.code.version.specVersion)),
            ], Difference.between(before, after))
        try console.show(answer)
        return answer.differences.isEmpty ? .no : .done
    }
}

extension Difference {
    /// What one runtime has otherwise than another: by its versions, its interfaces and its metadata.
    static func between(_ old: ToldRuntime, _ new: ToldRuntime) -> [Difference] {
        // Metadata of version 14 lists no functions: then they are compared by their names.
        let hasFunctions = !old.metadata.apis.isEmpty && !new.metadata.apis.isEmpty
        // An interface whose functions only one of them exports has its name in both.
        let names = old.code.interfaceNames.merging(new.code.interfaceNames) { first, _ in first }
        return between(
            old.entries(withFunctions: hasFunctions, named: names),
            new.entries(withFunctions: hasFunctions, named: names))
    }
}

extension ToldRuntime {
    /// - Parameters:
    ///   - withFunctions: whether the metadata of both runtimes tells what functions take.
    ///   - names: those of interfaces, by id.
    fileprivate func entries(withFunctions: Bool, named names: [[UInt8]: String]) -> [(String, OutputDocument)] {
        let version = code.version
        let versions: [(String, OutputDocument)] = [
            ("spec_name", .string(version.specName)), ("spec_version", .integer(Int(version.specVersion))),
            ("impl_name", .string(version.implName)), ("impl_version", .integer(Int(version.implVersion))),
            ("authoring_version", .integer(Int(version.authoringVersion))),
            ("transaction_version", .integer(Int(version.transactionVersion))),
            ("system_version", .integer(Int(version.systemVersion))),
            ("state_version", .integer(Int(version.stateVersion.rawValue))),
        ]
        let listed = code.interfaces(named: names)
        let interfaces = listed.map { ("api \($0.name)", OutputDocument.integer(Int($0.version))) }
        let functions = listed.flatMap { interface in
            interface.functions.map { ("function \(interface.name).\($0)", OutputDocument.string("exported")) }
        }
        let items = metadata.items.filter { withFunctions || $0.kind != "function" }
        return versions + interfaces + (withFunctions ? [] : functions)
            + items.map { ($0.title, OutputDocument.string($0.signature)) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// `btcli localnet runtime show`: what a runtime is and has.
struct LocalnetRuntimeShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a runtime is: its version, pallets, extensions, and how it takes work.",
        discussion: """
            A runtime is in a file: WebAssembly, compressed or not, also in hex, or a chain specification, raw or plain. A name \
            means what 'btcli localnet runtime save' has saved under it, or else a network; an address is a node's, which hands \
            out its own. With --pallet what one pallet has, with what each thing takes.
            """)

    @Argument(help: ArgumentHelp("A file, the name of a saved one, or a network.", valueName: "file|name|url"))
    var runtime: String

    @Option(help: ArgumentHelp("Show what this pallet has.", valueName: "name"))
    var pallet: String?

    @OptionGroup var table: TableOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let told = try await RuntimeSource(runtime, console.environment).read(console)
        if let pallet {
            try await table.show(
                PalletAnswer(told, pallet: try told.metadata.pallet(written: pallet)), on: console)
        } else {
            try await table.show(RuntimeAnswer(told), on: console)
        }
        return .done
    }
}

extension RuntimeMetadata {
    /// The pallet that a person's word means, in any spelling.
    fileprivate func pallet(written text: String) throws(QueryError) -> PalletMetadata {
        let wanted = text.comparable
        if !wanted.isEmpty, let found = pallets.first(where: { $0.name.comparable == wanted }) { return found }
        let nearest = NearestName.of(text, in: pallets.map(\.name)).map { ", did you mean \($0)?" } ?? ""
        throw QueryError(.unknownName, "this runtime has no pallet \(excerpt(text))\(nearest)")
    }
}

/// What one pallet has.
struct PalletAnswer: TableAnswer {
    let title: String
    let summary: [Fact]
    let table: DataTable
    let emptyText = "The pallet has nothing under a name."
    let rowsName = "items"

    init(_ told: ToldRuntime, pallet: PalletMetadata) {
        title = "Pallet \(pallet.name)"
        summary = [
            Fact("source", "Runtime", .text(told.source)),
            Fact("spec_version", "Spec version", .integer(told.code.version.specVersion)),
            Fact("pallet", "Pallet", .text(pallet.name)), Fact("index", "Number", .integer(pallet.index)),
        ]
        var table = DataTable([
            .text("kind", "Kind"), .text("name", "Name"), .text("signature", "Takes and gives"),
            .text("docs", "Meaning").expendable(1),
        ])
        for item in told.metadata.items where item.home == pallet.name && item.kind != "function" {
            table.add([.text(item.kind), .text(item.name), .text(item.signature), .text(item.docs)])
        }
        self.table = table
    }
}

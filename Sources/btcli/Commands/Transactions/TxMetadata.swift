// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubtensorClient

/// `btcli tx metadata`: the chain's metadata in a file, for machines without a network.
struct TxMetadata: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "metadata",
        abstract: "Write the chain's metadata to a file, for a machine without a network.",
        discussion: "By it 'btcli tx sign' and 'btcli tx show' read what a transaction does that brings no proof of it."
    )

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let file = try OutputFile(path: file)
        let facts = try await network.read("Reading the metadata", at: nil, console) { subtensor, place in
            let runtime = subtensor.client.runtime
            // Version 15 has a type for whole runtimes that nobody needs here: any will do.
            let bytes = try runtime.metadata.encodedVersion15(runtimeType: runtime.metadata.extrinsic.call)
            try file.write(bytes)
            return [
                Fact("metadata_file", "Written to", .text(file.path)),
                Fact("network", "Network", .text(place.network)),
                Fact("spec_version", "Runtime", .integer(runtime.version.specVersion)),
                Fact("byte_count", "Bytes", .integer(bytes.count)),
            ]
        }
        try console.show(FactsAnswer(facts))
        return .done
    }
}

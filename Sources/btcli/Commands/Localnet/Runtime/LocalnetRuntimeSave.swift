// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime
import SubtensorClient

/// `btcli localnet runtime save`: the runtime of a network, in a file.
struct LocalnetRuntimeSave: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Write the runtime of a network to a file, as the chain has it.",
        discussion: """
            A bare name is a place of its own, ~/.bittensor/runtimes/NAME.wasm, by which other commands find it. What the node \
            hands out is written only if it is a runtime, and the one that the node says it is.
            """)

    @Argument(help: ArgumentHelp("The name, or the file.", valueName: "name|file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "The runtime that was in force after this block, its number or hash; old ones are kept by archive nodes only.",
            valueName: "block"),
        transform: BlockReference.parse)
    var at: BlockReference?

    @Flag(help: "Replace a file that is there.")
    var overwrite = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let place = try RuntimeFile(saving: file, console.environment)
        let output = try OutputFile(path: place.path)
        try await agree(to: place, console)
        let facts = try await network.read("Reading the runtime", at: at, console) { subtensor, place in
            let state = try await subtensor.state()
            let bytes = try await state.code()
            let code = try RuntimeCode(bytes)
            try code.check(against: state.runtimeAfter)
            try output.write(bytes)
            return [
                Fact("file", "Written to", .text(output.path)), Fact("network", "Network", .text(place.network)),
                Fact("block", "Block", .block(state.number)), Fact("spec_name", "Name", .text(code.version.specName)),
                Fact("spec_version", "Spec version", .integer(code.version.specVersion)),
                Fact("byte_count", "Bytes", .integer(bytes.count)),
                Fact("unpacked_byte_count", "Bytes unpacked", .integer(code.unpackedByteCount)),
                Fact("hash", "BLAKE2b-256", .text(code.hash.hex)),
            ]
        }
        try console.show(FactsAnswer(facts))
        return .done
    }

    /// Asks before a file is replaced, unless told beforehand.
    private func agree(to place: RuntimeFile, _ console: Console) async throws {
        guard !overwrite, place.exists else { return }
        let file = excerpt(place.path, limit: 1024)
        guard console.canAsk else {
            throw OutputFileError(.notWritten, "\(file) is already there: choose another name, or add --overwrite")
        }
        guard try await console.confirm("File \(file) already exists. Overwrite?") else {
            throw CLIError(.declined, "\(file) is already there and stays as it is: choose another name")
        }
    }
}

extension RuntimeCode {
    /// - Throws: where the node names another runtime than the one that it handed out.
    fileprivate func check(against runtime: Runtime) throws(ClientError) {
        let told = runtime.version
        let isSame =
            told.specName == version.specName && told.specVersion == version.specVersion
            && told.transactionVersion == version.transactionVersion
        guard isSame else {
            throw ClientError(
                .malformedAnswer,
                "the node says that its runtime is \(excerpt(told.specName)) \(told.specVersion), and hands out "
                    + "\(excerpt(version.specName)) \(version.specVersion): ask another node")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli call`: any call of the runtime, by its name.
struct CallCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Send any call that the runtime has, by its name.",
        discussion: """
            A call is PALLET.CALL with its arguments as name=value, names in any spelling. Addresses stand as they are or as \
            the name of a wallet; money has its unit (1.5tao, 2alpha, 100rao), or is a whole number of rao; bytes are 0x hex \
            or text; options may be none; lists stand between commas; what has parts is JSON; a call inside a call is \
            'System.remark(remark=0x01)'. What there is, and what a call takes:
              btcli call --list stake
              btcli call SubtensorModule.add_stake --help
            Several calls one behind the other go out as one extrinsic, in which all are carried out or none is.

            With --metadata, the file of a runtime's metadata, no network is asked and nothing is sent: the encoded call is \
            shown. --decode shows what an encoded call says.
            """)

    @Argument(
        help: ArgumentHelp("The call and its arguments, or with --list a part of a name.", valueName: "call name=value")
    )
    var words: [String] = []

    @Option(help: ArgumentHelp("Arguments as a JSON object, beside those that stand there.", valueName: "json"))
    var args: String?

    @Option(help: ArgumentHelp("A file with arguments as a JSON object.", valueName: "file"))
    var argsFile: String?

    @Option(
        help: ArgumentHelp(
            "A file with a JSON list of calls, each {\"call\": \"PALLET.CALL\", \"args\": {…}}: all or none.",
            valueName: "file"))
    var batch: String?

    @Flag(help: "Carry it out as the root of the chain, by the key that owns it.")
    var sudo = false

    @Option(
        help: ArgumentHelp("Which key of the wallet signs: coldkey or hotkey. (default: coldkey)", valueName: "key"),
        transform: Self.role)
    var signedBy: SigningRole = .coldkey

    @Option(help: ArgumentHelp("A file with a runtime's metadata: encode for it, and send nothing.", valueName: "file"))
    var metadata: String?

    @Option(help: ArgumentHelp("Show what an encoded call says, and send nothing.", valueName: "hex"))
    var decode: String?

    @Flag(help: "List the calls that the runtime has.")
    var list = false

    // What 'btcli call PALLET.CALL --help' becomes.
    @Flag(help: .hidden)
    var describe = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let spellings = Spellings(transaction.wallet, console)
        if list {
            let (pattern, metadata) = (words.joined(separator: " ").comparable, try await metadata(console))
            let calls = metadata.calls.filter { pattern.isEmpty || $0.name.comparable.contains(pattern) }
            guard !calls.isEmpty else {
                throw ClientError(
                    .notInRuntime,
                    "this runtime has no call whose name contains \(excerpt(words.joined(separator: " ")))"
                        + metadata.embeddedNote)
            }
            try console.show(CallListAnswer(calls: calls, types: metadata.types))
            return .done
        }
        if let decode {
            guard words.isEmpty, batch == nil, args == nil, argsFile == nil else {
                throw CLIError(.usage, "--decode shows one encoded call: leave the others out")
            }
            let bytes = try [UInt8](hex: decode)
            let metadata = try await metadata(console)
            try console.show(EncodedCallAnswer(try metadata.decodeCall(bytes), bytes, metadata, spellings))
            return .done
        }
        let written = try written(console)
        guard !written.isEmpty else {
            throw CLIError(.usage, "a call is missing: name it as PALLET.CALL; 'btcli call --list' shows what there is")
        }
        if describe {
            let metadata = try await metadata(console)
            let call: CallMetadata
            do {
                call = try written.name(in: metadata)
            } catch {
                throw metadata.putInPlace(error)
            }
            try console.show(CallDescriptionAnswer(call: call, form: metadata.written(spellings)))
            return .done
        }
        guard metadata == nil else {
            let metadata = try await metadata(console)
            let call = try call(written, in: metadata, spellings)
            try console.show(EncodedCallAnswer(call, try metadata.encode(call), metadata, spellings))
            return .done
        }
        return try await transaction.carryOut(console) { subtensor, _ in
            let runtime = try await subtensor.state().runtimeAfter
            RuntimeNamesFile.keep(runtime, console)
            let call = try call(written, in: runtime.metadata, spellings)
            return ActionStep(.call(call, by: signedBy, spelled: spellings)) { CallReport.report(call, $0) }
        }
    }

    /// The runtime of the file, or else of the network.
    private func metadata(_ console: Console) async throws -> RuntimeMetadata {
        if let metadata { return try InputFile(metadata, console).metadata() }
        return try await transaction.network.read("Reading the runtime", at: nil, console) { subtensor, _ in
            let runtime = try await subtensor.state().runtimeAfter
            RuntimeNamesFile.keep(runtime, console)
            return runtime.metadata
        }
    }

    /// Everything that was written, in words and in files.
    private func written(_ console: Console) throws -> CallWords {
        var written = try CallWords(words)
        if let args {
            do {
                try written.add(arguments: try WrittenValue(json: args), from: "--args")
            } catch let error as ScaleError {
                throw CLIError(.usage, "--args is no JSON: \(error.reason)")
            }
        }
        if let argsFile {
            try written.add(arguments: try InputFile(argsFile, console).json(), from: excerpt(argsFile, limit: 1024))
        }
        if let batch {
            try written.add(calls: try InputFile(batch, console).json(), from: excerpt(batch, limit: 1024))
        }
        return written
    }

    /// One call of all that was written.
    private func call(
        _ written: CallWords, in metadata: RuntimeMetadata, _ spellings: Spellings
    ) throws -> Call {
        let calls = try written.calls(in: metadata, spellings)
        let call = calls.count == 1 && batch == nil ? calls[0] : .batch(calls)
        return sudo ? call.asRoot : call
    }

    private static func role(_ text: String) throws -> SigningRole {
        guard let role = SigningRole(rawValue: text) else {
            throw CLIError(.usage, "\(excerpt(text)) is no key of a wallet: give coldkey or hotkey")
        }
        return role
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient
import Synchronization

/// `btcli watch`: a reading again with every block, whenever it has changed.
struct Watch: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow a value of the chain: a line whenever a block has changed it, until Ctrl-C.",
        discussion: """
            Whatever 'btcli query' reads, by the same names and keys. With --json-output each line is a document with the \
            block and the value, so that other programs can act on it:
              btcli watch Tempo 1
              btcli watch System.Account 5GrwvaEF… --json-output | jq .value.data.free
              btcli watch get_subnet_info 1 --until-changed
            """)

    @Argument(help: ArgumentHelp("The name, as of 'btcli query'.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("The keys or arguments.", valueName: "key"))
    var keys: [String] = []

    @Flag(help: "Only blocks that can no longer be replaced.")
    var finalized = false

    @Flag(help: "End, with success, as soon as it is another value than at the beginning.")
    var untilChanged = false

    @Option(
        help: ArgumentHelp("How many entries of a map to look at, up to 100000. (default: 100)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var limit: UInt32 = 100

    // Whose names may stand for accounts.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let reading = try QueryReading(name, keys, limit: limit, spelled: Spellings(wallet, console))
        let last = LastReading()
        do {
            try await network.withSubtensor(console) { subtensor in
                RuntimeNamesFile.keep(subtensor.client.runtime, console)
                try await subtensor.client.followBlocks(finalized: finalized) { state in
                    let answer = try await reading.read(state)
                    guard let isFirst = last.replace(by: answer) else { return }
                    try console.showLine(of: answer)
                    if untilChanged, !isFirst { throw Changed() }
                }
            }
        } catch is Changed {
            return .done
        } catch {
            // The way every stream ends is no error.
            guard Task.isCancelled else { throw error }
        }
        console.close()
        return .interrupted
    }

    /// What was waited for.
    private struct Changed: Error {}
}

extension Console {
    fileprivate func showLine(of answer: QueryAnswer) throws(CLIError) {
        guard !options.json else { return try write(data: answer.document.line) }
        let value = answer.text(width: nil)
        let line = StyledText("\(answer.block)", .label) + (value.lines.count > 1 ? "\n" : " ") + value
        try write(data: line.text(outputPalette))
    }
}

/// The last answer of a reading that is repeated.
private final class LastReading: Sendable {
    private let content = Mutex<OutputDocument?>(nil)

    /// Takes the answer of another block; nil when it says the same, else whether it is the first.
    func replace(by answer: QueryAnswer) -> Bool? {
        let new = answer.reading
        return content.withLock { content in
            guard content != new else { return nil }
            defer { content = new }
            return content == nil
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// The options that say where stake goes or comes from.
struct StakePlace: ParsableArguments {
    @Option(
        name: [.long, .customShort("n")],
        help: ArgumentHelp("The subnet; 0 is the root. (default: 0)", valueName: "n"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var netuid: NetUID = 0

    @Option(
        help: ArgumentHelp("The hotkey that holds this uid of the subnet.", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var uid: UInt16?

    @OptionGroup var selection: HotkeySelection

    func validate() throws {
        guard uid == nil || selection.isEmpty else {
            throw CLIError(.usage, "--uid names the hotkey, and another option does: leave one out")
        }
    }

    /// The hotkeys that are meant, as far as files tell.
    func neurons(of wallet: WalletOptions, _ console: Console) async throws -> [NeuronReference] {
        if let uid { return [.uid(uid)] }
        return try await selection.chosen(from: wallet, console).map { .hotkey($0.account) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateKeys
import SubstratePrimitives

/// What a public file is regenerated from: an address or a public key.
struct PublicKeyOptions: ParsableArguments {
    @Option(
        name: [.customLong("ss58-address"), .customLong("ss58")],
        help: ArgumentHelp("The address of the key.", valueName: "address"))
    var address: String?

    @Option(
        name: [.customLong("public-key-hex"), .customLong("public-key")],
        help: ArgumentHelp("The public key, 64 hex digits.", valueName: "hex"))
    var hex: String?

    @OptionGroup var scheme: KeySchemeOption

    /// The key; asks for it unless it was given.
    func key(_ console: Console) async throws -> PublicKey {
        let account: AccountID
        switch (address, hex) {
        case (let address?, nil): account = try AccountID(ss58: address)
        case (nil, let hex?): account = try AccountID(hex: hex)
        case (nil, nil):
            account = try await console.ask(
                "Enter the address or the public key", option: "--ss58-address", AccountID.init(parsing:))
        case (_?, _?):
            throw CLIError(.usage, "--ss58-address and --public-key-hex say the same thing twice: give one of them")
        }
        return PublicKey(account, scheme: scheme.chosen)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateKeys
import SubstratePrimitives

/// `btcli wallet sign`: proof that a message comes from the holder of a key.
struct WalletSign: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a message with the coldkey, or with the hotkey.",
        discussion: "The bytes of the message are signed as they are; 'btcli wallet verify' checks the signature.")

    @OptionGroup var wallet: WalletOptions

    @Option(name: [.long, .customShort("m")], help: ArgumentHelp("The message.", valueName: "text"))
    var message: String?

    @Flag(inversion: .prefixedNo, help: "Sign with the hotkey, not with the coldkey.")
    var useHotkey = false

    @OptionGroup var password: PasswordOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard wallet.hotkey == nil || useHotkey else {
            throw CLIError(
                .usage, "--wallet-hotkey has no effect on a signature of the coldkey: add --use-hotkey, or leave it out"
            )
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let wallet = try await wallet.wallet(askingOn: console, forHotkey: useHotkey)
        let message: String =
            if let message { message } else { try await console.ask("Enter the message", option: "--message") }
        let pair =
            useHotkey
            ? try await password.hotkey(of: wallet, "to sign the message", on: console)
            : try await password.coldkey(of: wallet, "to sign the message", on: console)
        let signature = pair.sign(Array(message.utf8))
        try console.show(SignatureAnswer(key: pair.publicKey, message: message, signature: signature))
        return .done
    }
}

/// A signature, and what it is of.
struct SignatureAnswer: Answer {
    let key: PublicKey
    let message: String
    let signature: Signature

    var document: OutputDocument {
        [
            "address": .string(key.accountID.ss58()),
            "public_key": .string(key.accountID.hex),
            "crypto_type": .integer(Int(key.scheme.rawValue)),
            "message": .string(message),
            "signature": .string(signature.hex),
        ]
    }

    func text(width: Int?) -> StyledText {
        Facts([
            ("Address", key.accountID.ss58()), ("Public key", key.accountID.hex),
            ("Crypto type", key.scheme.description),
            ("Message", message), ("Signature", signature.hex),
        ]).text(width: width)
    }
}

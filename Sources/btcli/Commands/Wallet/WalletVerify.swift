// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateKeys
import SubstratePrimitives

/// `btcli wallet verify`: whether a signature is what it claims to be.
struct WalletVerify: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the signature of a message: exit status 0 when it is valid, 1 when not.",
        discussion: """
            A signature over <Bytes>message</Bytes>, as browser extensions make it, is valid too. Without --crypto-type \
            either type is.
            """)

    @Option(name: [.long, .customShort("m")], help: ArgumentHelp("The message.", valueName: "text"))
    var message: String?

    @Option(name: [.long, .customShort("s")], help: ArgumentHelp("The signature, 128 hex digits.", valueName: "hex"))
    var signature: String?

    @Option(
        name: [.customLong("ss58"), .customLong("ss58-address"), .customLong("address"), .customShort("a")],
        help: ArgumentHelp("The address, or the public key, of who is said to have signed.", valueName: "address"))
    var address: String?

    @OptionGroup var scheme: KeySchemeOption
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let account =
            if let address {
                try AddressBook(environment: console.environment)[address]?.account ?? AccountID(parsing: address)
            } else {
                try await console.ask("Enter the address", option: "--ss58", AccountID.init(parsing:))
            }
        let message: String =
            if let message { message } else { try await console.ask("Enter the message", option: "--message") }
        let hex: String =
            if let signature { signature } else {
                try await console.ask("Enter the signature", option: "--signature") { try Signature(hex: $0).hex }
            }
        let schemes = scheme.given.map { [$0] } ?? [.sr25519, .ed25519]
        let valid = try schemes.map { try Signature(hex: hex, scheme: $0) }
            .first { $0.isValidAllowingWrapping(for: Array(message.utf8), by: account) }
        try console.show(
            VerificationAnswer(account: account, message: message, scheme: valid?.scheme, signature: hex))
        return valid == nil ? .no : .done
    }
}

/// Whether a signature is valid.
struct VerificationAnswer: Answer {
    let account: AccountID
    let message: String
    /// The scheme under which it is valid; nil when it is not.
    let scheme: KeyScheme?
    let signature: String

    var document: OutputDocument {
        [
            "valid": .bool(scheme != nil),
            "address": .string(account.ss58()),
            "public_key": .string(account.hex),
            "crypto_type": scheme.map { .integer(Int($0.rawValue)) } ?? .null,
            "message": .string(message),
            "signature": .string(signature),
        ]
    }

    func text(width: Int?) -> StyledText {
        scheme.map { "The signature is valid (\($0), by \(account))" } ?? "The signature is not valid"
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient

/// Who signs, where it is not a key of this machine.
struct SignerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the transaction to a file, to be signed elsewhere, and send nothing. No key and no password is needed.",
            discussion: "'btcli tx sign' signs it, without a network; 'btcli tx submit' sends it.", valueName: "file"))
    var unsigned: String?

    @Option(
        help: ArgumentHelp(
            "A program that signs: it reads the transaction as JSON, and prints the signature.",
            discussion: "Blanks divide words, quotation marks keep them together; no shell reads it.",
            valueName: "command"),
        transform: { try CommandWords($0) })
    var signerCommand: CommandWords?

    @Flag(help: "Show the transaction as QR codes for Polkadot Vault, and ask for the signature.")
    var vault = false

    @Option(
        help: ArgumentHelp("Also keep the QR codes as a picture, .svg or .pbm.", valueName: "file"))
    var qrPicture: String?

    @Option(
        help: ArgumentHelp(
            "The account that signs elsewhere. (default: the wallet's, whose public key is enough)",
            valueName: "ss58|wallet"),
        transform: Receiver.init)
    var signerAddress: Receiver?

    @Option(
        help: ArgumentHelp(
            "On a fork that was started with --impersonate: sign for this account with the wallet's coldkey.",
            valueName: "ss58|wallet"),
        transform: Receiver.init)
    var impersonate: Receiver?

    // SDK 11's word for devices.
    @Option(help: .hidden)
    var signer: String?

    /// For how many blocks a signature is good that is made by another program, or by a person with a phone: 25 minutes.
    private static let attendedLifetime: UInt64 = 128
    /// The same of one that is carried to another machine: 13 hours. Chains know no older blocks.
    private static let carriedLifetime: UInt64 = 4096

    /// Whether the key is not on this machine, or opened by something else.
    var isElsewhere: Bool { unsigned != nil || signerCommand != nil || isVault }

    var isVault: Bool { vault || signer == "vault" }

    /// How long a signature is good where nobody says otherwise.
    var lifetime: SigningOptions.Lifetime? {
        guard isElsewhere else { return nil }
        return .blocks(unsigned == nil ? Self.attendedLifetime : Self.carriedLifetime)
    }

    func validate() throws {
        switch signer {
        case nil, "vault": break
        case "extension":
            throw CLIError(
                .usage,
                "a browser's extension cannot be reached from here: write the transaction with --unsigned FILE, whose payload_json "
                    + "extensions sign, and bring the signature with 'btcli tx sign FILE --signature HEX'")
        case "ledger":
            throw CLIError(
                .usage,
                "a Ledger is not spoken with here: give a program that does with --signer-command, which gets the transaction and "
                    + "its metadata proof")
        case let other?:
            throw CLIError(.usage, "there is no signer \(excerpt(other)): see --vault, --signer-command and --unsigned")
        }
        let given = [("--unsigned", unsigned != nil), ("--signer-command", signerCommand != nil), ("--vault", isVault)]
            .filter(\.1).map(\.0)
        guard given.count < 2 else {
            throw CLIError(.usage, "\(given.joined(separator: " and ")) contradict each other: give one of them")
        }
        guard impersonate == nil || !isElsewhere else {
            throw CLIError(
                .usage,
                "--impersonate signs with the wallet's coldkey: leave out what signs elsewhere, or leave --impersonate out"
            )
        }
        guard signerAddress == nil || isElsewhere else {
            throw CLIError(
                .usage, "--signer-address is about a key that is elsewhere: add --unsigned, --vault or --signer-command"
            )
        }
        guard qrPicture == nil || isVault || unsigned != nil else {
            throw CLIError(.usage, "--qr-picture is about codes for Polkadot Vault: add --vault or --unsigned")
        }
        if let qrPicture { _ = try QRPicture(path: qrPicture) }
    }

    /// What can be said before anything is read or asked for.
    func requireFeasible(_ console: Console) throws {
        if let unsigned { try TransactionFile.requireNew(unsigned) }
        if let qrPicture { try QRPicture(path: qrPicture).requireWritable() }
        guard !isVault || console.canAsk else {
            throw CLIError(
                .cannotAsk,
                "--vault shows codes and asks for the signature, and nobody can be asked here: use --unsigned FILE, and "
                    + "'btcli tx sign FILE --signature HEX'")
        }
    }

    /// The account that signs, and the scheme of its key.
    func key(_ role: SigningRole, of wallet: Wallet) throws -> PublicKey {
        switch role {
        case .coldkey: try wallet.coldkeyPublicKey()
        case .hotkey: try wallet.hotkeyPublicKey()
        }
    }

    /// The wallet whose account the address is: its coldkey may be anywhere.
    func standing(in wallet: Wallet, _ options: WalletOptions, _ console: Console) throws -> Wallet {
        guard let account = impersonate ?? signerAddress else { return wallet }
        return wallet.withColdkey(try account.account(among: options, console))
    }

    /// The signer that is meant; nil for a key of the wallet.
    ///
    /// - Parameter proof: makes what a signer needs to read a transaction; nil where there is none.
    func signer(
        _ key: PublicKey, _ console: Console, proof: @escaping TransactionProof
    ) throws -> (any Signer)? {
        if let signerCommand {
            return CommandSigner(key: key, command: signerCommand, console: console, proof: proof)
        }
        guard isVault else { return nil }
        let picture = try qrPicture.map { try QRPicture(path: $0) }
        return VaultSigner(key: key, console: console, picture: picture, proof: proof)
    }
}

/// Makes what a signer without a network needs to read a transaction; nil where the chain does not check it.
typealias TransactionProof = @Sendable (UnsignedTransaction) -> MetadataProof?

extension Subtensor {
    /// Proofs by the runtime of now.
    var transactionProof: TransactionProof {
        { transaction in try? self.proof(of: transaction) }
    }
}

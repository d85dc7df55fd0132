// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient

/// `btcli tx sign`: signs a transaction in a file, on a machine that needs no network.
struct TxSign: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a transaction in a file, without a network.",
        discussion: """
            Shows everything that the transaction means, and asks. Which wallet has the account's key is found out; a \
            signature that was made by another device is put in with --signature.
            """)

    @Argument(help: ArgumentHelp("The file that --unsigned wrote.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "Where the signed transaction goes. (default: beside the file, with .signed.json at its end)",
            valueName: "file"))
    var output: String?

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var metadata: RecordedMetadata

    @Flag(help: "Sign although nothing tells what the transaction does.")
    var blind = false

    @Option(help: ArgumentHelp("A signature that was made elsewhere, or a file with it.", valueName: "hex|file"))
    var signature: String?

    @Option(
        help: ArgumentHelp(
            "A program that signs: it reads the transaction as JSON, and prints the signature.", valueName: "command"),
        transform: { try CommandWords($0) })
    var signerCommand: CommandWords?

    @Flag(help: "Show the transaction as QR codes for Polkadot Vault, and ask for the signature.")
    var vault = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let given = [("--signature", signature != nil), ("--signer-command", signerCommand != nil), ("--vault", vault)]
            .filter(\.1).map(\.0)
        guard given.count < 2 else {
            throw CLIError(.usage, "\(given.joined(separator: " and ")) contradict each other: give one of them")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        var file = try TransactionFile(path: file, console)
        let output =
            output ?? (self.file.hasSuffix(".json") ? String(self.file.dropLast(5)) : self.file) + ".signed.json"
        try TransactionFile.requireNew(output)
        let meaning = try TransactionMeaning(file, metadata: try metadata.read(console))
        if let signature {
            let text = try SignatureSource.text(signature, console)
            try file.take(try file.transaction.signature(reading: text))
        } else {
            let signer = try signer(file, console)
            guard !meaning.isBlind || blind else {
                throw CLIError(
                    .blind,
                    "nothing here tells what the transaction does, not even whom it pays: add --metadata FILE with the chain's "
                        + "metadata, or --blind to sign it all the same")
            }
            try await console.requireConsent(
                meaning.isBlind ? "Sign it without knowing what it does?" : "Sign it?",
                after: Facts(meaning.rows).text(width: console.terminal.talk.size?.columns).indented,
                otherwise: "nothing was signed")
            let signature = try await signer.sign(file.transaction)
            // The signer's word is not enough, not even ours.
            try file.take(signature)
        }
        try file.write(to: output)
        let answer = SignedFileAnswer(path: output, shown: TransactionFileAnswer(file: file, meaning: meaning))
        try console.show(answer)
        console.hint("send it with 'btcli tx submit \(output.printable)', on a machine that has a network")
        return .done
    }

    private func signer(_ file: TransactionFile, _ console: Console) throws -> any Signer {
        let key = PublicKey(file.transaction.account, scheme: file.transaction.scheme)
        let proof: TransactionProof = { _ in file.proof }
        if let signerCommand {
            return CommandSigner(key: key, command: signerCommand, console: console, proof: proof)
        }
        if vault {
            guard console.canAsk else {
                throw CLIError(
                    .cannotAsk, "--vault asks for the signature, and nobody can be asked here: give --signature")
            }
            return VaultSigner(key: key, console: console, picture: nil, proof: proof)
        }
        let (wallet, role) = try holder(of: key.accountID, console)
        switch role {
        case .coldkey: try wallet.checkColdkey()
        case .hotkey: try wallet.checkHotkey()
        }
        let password = password
        return OpeningSigner(key.accountID) {
            switch role {
            case .coldkey: try await password.coldkey(of: wallet, "to sign the transaction", on: console)
            case .hotkey: try await password.hotkey(of: wallet, "to sign the transaction", on: console)
            }
        }
    }

    /// The wallet that has the account's key: the one that was named, or any.
    private func holder(of account: AccountID, _ console: Console) throws -> (Wallet, SigningRole) {
        var options = wallet
        for listing in try wallet.listing(console) {
            options.name = listing.name
            if listing.coldkey == account { return (try options.wallet(console), .coldkey) }
            if let hotkey = listing.hotkeys.first(where: { $0.account == account }) {
                options.hotkey = hotkey.name
                return (try options.wallet(console), .hotkey)
            }
        }
        let place = wallet.name.map { "in the wallet \(excerpt($0))" } ?? "in the wallets of \(wallet.path(console))"
        throw ClientError(
            .wrongSigner, "the transaction is \(account)'s, whose key is not \(place): name the right one")
    }
}

/// A transaction that was signed.
struct SignedFileAnswer: Answer {
    let path: String
    let shown: TransactionFileAnswer

    var document: OutputDocument {
        let signed: OutputDocument = ["signed_file": .string(path)]
        return signed + shown.document
    }

    func text(width: Int?) -> StyledText {
        let call = shown.meaning.call?.name ?? "a call that is not known here"
        let line = StyledText.done + " Signed " + StyledText(call) + ", in " + StyledText(path.printable)
        return line.wrapped(to: width ?? .max)
    }
}

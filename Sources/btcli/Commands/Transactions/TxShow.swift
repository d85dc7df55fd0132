// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import QRCode
import SubstrateClient
import SubstratePrimitives

/// `btcli tx show`: what a transaction in a file does, without a network.
struct TxShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a transaction in a file does, without a network.",
        discussion: "The file is one of --unsigned, of 'btcli tx sign', or a document of SDK 11.")

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @OptionGroup var metadata: RecordedMetadata

    @Option(
        help: ArgumentHelp(
            "Keep QR codes for Polkadot Vault as a picture, .svg or .pbm.", valueName: "file"))
    var qrPicture: String?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let file = try TransactionFile(path: file, console)
        let meaning = try TransactionMeaning(file, metadata: try metadata.read(console))
        try console.show(TransactionFileAnswer(file: file, meaning: meaning))
        if let qrPicture {
            let codes = try file.transaction.vaultFrames(with: file.proof).map { try QRCode($0) }
            try QRPicture(path: qrPicture).write(codes)
        }
        return .done
    }
}

/// What is in a file.
struct TransactionFileAnswer: Answer {
    let file: TransactionFile
    let meaning: TransactionMeaning

    private var extrinsic: Extrinsic? { file.signature.flatMap { try? file.transaction.signed(with: $0) } }

    var document: OutputDocument {
        meaning.document + [
            "signature": .string(orNull: file.signature?.answer),
            "extrinsic_hash": .string(orNull: extrinsic?.hash.hex),
        ]
    }

    func text(width: Int?) -> StyledText {
        let signed =
            extrinsic.map { [("Signed", "yes, and the signature fits"), ("Extrinsic", $0.hash.hex)] }
            ?? [("Signed", "no")]
        return Facts(meaning.rows + signed).text(width: width)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import QRCode
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// Polkadot Vault: a phone without a network, which reads QR codes from the terminal and shows one of the signature.
struct VaultSigner: Signer {
    let key: PublicKey
    let console: Console
    let picture: QRPicture?
    let proof: TransactionProof

    var accountID: AccountID { key.accountID }
    var scheme: KeyScheme { key.scheme }

    func sign(_ transaction: UnsignedTransaction) async throws -> Signature {
        let proof = proof(transaction)
        let codes = try transaction.vaultFrames(with: proof).map { try QRCode($0) }
        try picture?.write(codes)
        if proof == nil {
            console.warn(
                transaction.isBlind
                    ? "the call is too long for Polkadot Vault, which will show a hash of it only"
                    : "Polkadot Vault needs the metadata of this chain and runtime already: this chain does not check it"
            )
        }
        var failure: (any Error)?
        for index in (0..<Int.max).lazy.map({ $0 % codes.count }) {
            show(codes[index])
            let place = codes.count > 1 ? "Code \(index + 1) of \(codes.count); Enter shows the next. " : ""
            guard let answer = try await console.answer("\(place)Signature, or a file with it: ") else { break }
            guard !answer.isEmpty else { continue }
            do {
                return try transaction.signature(reading: SignatureSource.text(answer, console))
            } catch let error as any ReportableError {
                failure = error
                console.status.say("\(error.reason). Try again.")
            }
        }
        throw failure ?? CLIError(.noAnswer, "the input ended before there was a signature")
    }

    private func show(_ code: QRCode) {
        let size = code.terminalSize
        if let screen = console.terminal.talk.size, screen.columns < size.columns || screen.rows < size.rows {
            console.warn(
                "the code takes \(size.columns) columns and \(size.rows) rows, and this terminal has \(screen.columns) and "
                    + "\(screen.rows): make the window larger or its letters smaller, or use --qr-picture")
        }
        for line in code.terminalLines(colored: console.terminal.talk.obeysControls) {
            console.status.write(line: line)
        }
    }
}

/// Where a signature that someone brings is: in a text, or in a file of that name.
enum SignatureSource {
    /// More than any signature takes in any form.
    private static let limit = 1 << 16

    static func text(_ word: String, _ console: Console) throws -> String {
        guard (try? [UInt8](hex: word)) == nil else { return word }
        let path = console.environment.expanded(word)
        do {
            guard let bytes = try PrivateFile.read(path, atMost: limit) else { return word }
            return String(decoding: bytes, as: UTF8.self)
        } catch let failure {
            throw OutputFileError(.notRead, "cannot read \(excerpt(path, limit: 1024)): \(failure.reason)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import Timelock

/// `btcli timelock show`: the parts of a ciphertext.
struct TimelockShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the parts of a ciphertext, and whether it is one.",
        discussion: "Takes the form that the chain keeps and the portable form. Nothing is asked of a network.")

    @Argument(help: ArgumentHelp("The ciphertext.", valueName: "hex"))
    var ciphertext: String

    @OptionGroup var beacon: BeaconOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let beacon = try beacon.beacon()
        let bytes = try [UInt8](hex: ciphertext)
        let message = try TimelockMessage(bytes)
        try console.show(FactsAnswer(message.facts(bytes.count) + message.roundFacts(beacon)))
        return .done
    }
}

extension TimelockMessage {
    fileprivate func facts(_ count: Int) -> [Fact] {
        func size(_ count: Int) -> CellValue { CellValue(.integer(count), text: "\(count) bytes") }
        return [
            Fact("well_formed", "Well-formed", .yesNo(true)),
            Fact("form", "Form", .text(round == nil ? "plain" : "portable")),
            Fact("bytes", "Size", size(count)),
            Fact("plaintext_bytes", "Text within", size(ciphertext.plaintextCount)),
            Fact("u", "U, a point", .text(ciphertext.u.hex)),
            Fact("v", "V, masked sigma", .text(ciphertext.v.hex)),
            Fact("w", "W, masked key", .text(ciphertext.w.hex)),
            Fact("nonce", "Nonce", .text(ciphertext.nonce.hex)),
            Fact("body", "Text and tag", .text(ciphertext.body.hex)),
            Fact("suite", "Cipher", .text(String(decoding: ciphertext.suite, as: UTF8.self))),
            Fact("trailing_bytes", "Behind it", size(ciphertext.trailingByteCount)),
        ]
    }

    /// What is known of the round that opens it.
    fileprivate func roundFacts(_ beacon: DrandBeacon) -> [Fact] {
        round.map { beacon.facts(of: $0) } ?? [
            Fact("round", "Round", CellValue(.null, text: "not in the plain form: whoever encrypted it knows it")),
            Fact("published", "Published", .none), Fact("signature_url", "Signature at", .none),
        ]
    }
}

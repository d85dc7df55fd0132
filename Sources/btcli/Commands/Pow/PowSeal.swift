// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubstratePrimitives

/// `btcli pow seal`: the seal of one nonce.
struct PowSeal: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Compute the seal of a nonce.")

    @OptionGroup var message: MessageOptions

    @Option(
        help: ArgumentHelp("The nonce: 0 to 2^64 - 1.", valueName: "number"), transform: { try WholeNumber.parse($0) })
    var nonce: UInt64

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(SealAnswer(message: try message.message(), nonce: nonce))
        return .done
    }
}

/// A nonce and its seal.
struct SealAnswer: Answer {
    let message: SealMessage
    let nonce: UInt64

    var seal: Seal { message.seal(of: nonce) }

    var document: OutputDocument {
        ["seal": .string(seal.hex)] + message.documentMember + ["nonce": .digits(nonce)]
    }

    func text(width: Int?) -> StyledText {
        Facts([("Seal", seal.hex), message.fact, ("Nonce", String(nonce))]).text(width: width)
    }
}

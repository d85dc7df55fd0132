// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import Timelock

/// `btcli timelock encrypt`: encrypts until a round of the beacon.
struct TimelockEncrypt: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "encrypt",
        abstract: "Encrypt until a round of the beacon: nobody can read it before, everybody can then.",
        discussion: """
            What comes out is the ciphertext as the chain keeps it, and its portable form, which has the round in it. Both are \
            opened by 'btcli timelock decrypt', and by Python's bittensor-drand. Nothing is asked of a network.
              btcli timelock encrypt --text 'until noon' --at 2026-07-08T12:00Z
              btcli timelock encrypt --hex 0x0102 --round 30236212 --json-output
            """)

    @Option(help: ArgumentHelp("The bytes to encrypt.", valueName: "hex"))
    var hex: String?

    @Option(help: ArgumentHelp("The text to encrypt.", valueName: "text"))
    var text: String?

    @OptionGroup var target: RoundOptions
    @OptionGroup var beacon: BeaconOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let beacon = try beacon.beacon()
        let plaintext = try plaintext()
        let round = try target.requiredRound(of: beacon)
        let ciphertext = try beacon.encrypt(plaintext, until: round)
        let facts = [
            Fact("ciphertext", "Ciphertext", .text(ciphertext.bytes.hex)),
            Fact("portable", "Portable form", .text(TimelockMessage(ciphertext, round: round).bytes.hex)),
            Fact(
                "plaintext_bytes", "Encrypted", CellValue(.integer(plaintext.count), text: "\(plaintext.count) bytes")),
        ]
        try console.show(FactsAnswer(facts + beacon.facts(of: round)))
        return .done
    }

    private func plaintext() throws -> [UInt8] {
        switch (hex, text) {
        case (let hex?, nil): return try [UInt8](hex: hex)
        case (nil, let text?): return Array(text.utf8)
        default: throw CLIError(.usage, "what is to be encrypted? Give it with --hex or with --text, and not with both")
        }
    }
}

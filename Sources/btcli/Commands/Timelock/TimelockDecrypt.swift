// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import Timelock

/// `btcli timelock decrypt`: opens a ciphertext with its round's signature.
struct TimelockDecrypt: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt",
        abstract: "Open a ciphertext with the signature that the beacon published of its round.",
        discussion: """
            Takes the form that the chain keeps and the portable form. Nothing is asked of a network: without a signature \
            it says where that is had. Where the round is known, from the portable form or by --round, it is checked that the \
            signature is the beacon's of that round.
              btcli timelock decrypt --ciphertext 0xd103… --signature 0xb75c…
            """)

    @Option(help: ArgumentHelp("The ciphertext, in either form.", valueName: "hex"))
    var ciphertext: String

    @Option(help: ArgumentHelp("The round's signature, 96 hex digits.", valueName: "hex"))
    var signature: String?

    @Option(
        help: ArgumentHelp("The round of a ciphertext that does not name it.", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var round: UInt64?

    @OptionGroup var beacon: BeaconOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let beacon = try beacon.beacon()
        let message = try TimelockMessage([UInt8](hex: ciphertext))
        if let named = message.round, let round, named != round {
            throw CLIError(.usage, "the ciphertext names round \(named), not \(round): leave --round out")
        }
        let round = message.round ?? round
        guard let signature else { throw CLIError(.signatureMissing, beacon.whereabouts(of: round)) }
        let key = try BeaconSignature([UInt8](hex: signature))
        if let round { try beacon.verify(key, of: round) }
        let plaintext = try message.ciphertext.opened(with: key)
        let text = String(validating: plaintext, as: UTF8.self)
        try console.show(
            FactsAnswer([
                Fact("plaintext", "Bytes", .text(plaintext.hex)),
                Fact("text", "Text", .text(orNone: text)),
                Fact("round", "Round", round.map { .integer($0) } ?? CellValue(.null, text: "not known")),
            ]))
        return .done
    }
}

extension DrandBeacon {
    /// Where the signature of a round is had, as advice.
    fileprivate func whereabouts(of round: UInt64?) -> String {
        guard let round else {
            let place =
                chainHash.map { "; signatures are at https://api.drand.sh/\($0.bytes.hexDigits)/public/ROUND" } ?? ""
            return
                "it takes the signature of the ciphertext's round, which the plain form does not name: whoever encrypted it "
                + "knows the round\(place): give --signature"
        }
        let place = address(of: round).map { "is 'signature' at \($0)" } ?? "comes from the beacon's operators"
        let moment = MomentText.text(publication(of: round)).map { "from \($0) on" } ?? "beyond the year 9999"
        return "it takes the beacon's signature of round \(round), which \(moment) \(place): give it with --signature"
    }
}

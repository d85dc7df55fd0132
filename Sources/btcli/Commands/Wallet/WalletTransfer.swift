import ArgumentParser
import Bittensor
import SubstrateClient

/// `btcli wallet transfer`: sends TAO.
struct WalletTransfer: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Send TAO from a wallet's coldkey to any account.",
        discussion: "Shows amount, fee, key and network, and asks, before anything is sent.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions

    @Option(
        name: [.long, .customShort("d")],
        help: ArgumentHelp("The account that receives.", valueName: "ss58|0x-hex"),
        transform: AccountID.init(parsing:))
    var dest: AccountID

    @Option(
        name: [.long, .customShort("a")], help: ArgumentHelp("How much, in TAO.", valueName: "tao"),
        transform: { try Balance(tao: $0) })
    var amount: Balance

    @Flag(help: "Let the sending account end if less than the existential deposit stays.")
    var allowDeath = false

    @Flag(help: "Show what would be sent, and send nothing.")
    var dryRun = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkey = try await password.coldkey(of: try wallet.wallet(console), on: console)
        let answer = try await network.withSubtensor(console) { subtensor in
            let preview = try await subtensor.previewTransfer(
                of: amount, to: dest, by: coldkey, allowDeath: allowDeath)
            if dryRun { return TransferAnswer(network: network.setting(console).text, preview: preview, included: nil) }
            try await console.requireConsent(
                "Send it?",
                after: """
                    Transfer of \(preview.amount) on \(network.setting(console).text), fee \(preview.fee)
                      from  \(preview.from) (owns \(preview.balance))
                      to    \(preview.to)
                    """, otherwise: "nothing was sent")
            let included = try await subtensor.transfer(preview, signedBy: coldkey)
            return TransferAnswer(network: network.setting(console).text, preview: preview, included: included)
        }
        try console.show(answer)
        return .done
    }
}

/// A transfer, sent or only looked at.
struct TransferAnswer: Answer {
    let network: String
    let preview: TransferPreview
    /// nil when nothing was sent.
    let included: IncludedExtrinsic?

    var document: OutputDocument {
        [
            "sent": .bool(included != nil),
            "network": .string(network),
            "from": .string(preview.from.ss58()),
            "to": .string(preview.to.ss58()),
            "amount_tao": .string(preview.amount.taoText),
            "fee_tao": .string(preview.fee.taoText),
            "extrinsic_hash": .string(orNull: included?.hash.hex),
            "block_hash": .string(orNull: included?.blockHash.hex),
        ]
    }

    func text(width: Int?) -> String {
        var facts = [
            ("Amount", "\(preview.amount)"), ("Fee", "\(preview.fee)"), ("From", preview.from.ss58()),
            ("To", preview.to.ss58()), ("Network", network),
        ]
        if let included {
            facts += [("Extrinsic", included.hash.hex), ("Block", included.blockHash.hex)]
        } else {
            facts.append(("Sent", "no: this was a dry run"))
        }
        return Facts(facts).text
    }
}

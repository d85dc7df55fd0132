import ArgumentParser
import Bittensor

/// `btcli wallet balance`: what an account owns freely.
struct WalletBalance: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance", abstract: "Show the free balance of a wallet, of all wallets, or of any address.")

    @OptionGroup var wallet: WalletOptions

    @Option(
        name: [.customLong("ss58"), .customLong("ss58-address")],
        help: ArgumentHelp("Any account, instead of a wallet's coldkey.", valueName: "ss58|0x-hex"),
        transform: AccountID.init(parsing:))
    var account: AccountID?

    @Flag(name: [.long, .customShort("a")], help: "Every wallet of the folder.")
    var all = false

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let accounts = try accounts(console)
        let answer = try await network.withSubtensor(console) { subtensor in
            var rows: [BalanceAnswer.Row] = []
            for (name, account) in accounts {
                rows.append(.init(name: name, account: account, balance: try await subtensor.balance(of: account)))
            }
            return BalanceAnswer(network: network.setting(console).text, rows: rows)
        }
        try console.show(answer)
        return .done
    }

    private func accounts(_ console: Console) throws -> [(name: String?, account: AccountID)] {
        if let account {
            guard !all else { throw CLIError(.usage, "--all and --ss58 exclude each other: leave one out") }
            return [(nil, account)]
        }
        guard all else {
            let wallet = try wallet.wallet(console)
            return [(wallet.name, try wallet.coldkeyPublic())]
        }
        var everyone = wallet
        everyone.name = nil
        return try everyone.listing(console).compactMap { listing in listing.coldkey.map { (listing.name, $0) } }
    }
}

/// What some accounts own.
struct BalanceAnswer: Answer {
    struct Row: Sendable {
        /// The wallet; nil for an account that was given by its address.
        let name: String?
        let account: AccountID
        let balance: Balance
    }

    let network: String
    let rows: [Row]

    private var total: Balance { rows.reduce(.zero) { $0 + $1.balance } }

    var document: OutputDocument {
        [
            "network": .string(network),
            "balances": .array(
                rows.map { row in
                    [
                        "name": .string(orNull: row.name), "coldkey": .string(row.account.ss58()),
                        "free_tao": .string(row.balance.taoText), "free_rao": .digits(row.balance.rao),
                    ]
                }),
            "total_tao": .string(total.taoText),
        ]
    }

    func text(width: Int?) -> String {
        guard !rows.isEmpty else {
            return "There is no wallet with a coldkey: make one with 'btcli wallet new-coldkey'"
        }
        var table = Table([.text("Wallet"), .text("Coldkey", .middle), .number("Free (τ)")])
        for row in rows { table.add([row.name ?? "", row.account.ss58(), row.balance.taoText]) }
        if rows.count > 1 { table.add(["Total", "", total.taoText]) }
        return table.text(width: width)
    }
}

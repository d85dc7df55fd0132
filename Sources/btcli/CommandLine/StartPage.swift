// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateClient
import SubtensorClient

/// Where one stands, and what is likely next: what `btcli` alone shows at a terminal. No network is asked.
struct StartPage: Sendable {
    private let folder: String
    private let wallets: [WalletListing]
    private let network: String
    private let networkSource: String
    private let last: SentEntry?
    private let unsettled: Int
    private let configuration: String?

    init(_ environment: Environment) {
        let path = ConfigurationFile.path(option: nil, environment: environment)
        let file = path.flatMap { try? ConfigurationFile(path: $0) }
        // Whoever begins is told by the first real command what is wrong with a setting.
        let settings = (try? Settings(environment: environment, file: file)) ?? Settings()
        configuration = file?.text == nil ? nil : path
        folder = settings[.walletPath] ?? Wallet.defaultPath
        wallets = (try? Wallet.list(path: folder, homeFolder: environment["HOME"])) ?? []
        let setting = NetworkSetting(
            explicit: nil, environment: environment.variables, configured: settings.configured(.network))
        network = setting.title
        networkSource = setting.source == .default ? "the default" : "\(setting.source)"
        let sent = (try? SentFile(environment: environment).lateEntries()) ?? []
        last = sent.last
        unsettled = sent.count { !$0.state.isSettled }
    }

    var text: StyledText {
        var lines: [StyledText] = ["\("btcli", .heading) \(Release.version), the Bittensor command line", ""]
        lines += facts.map { "\($0.0.padded(to: 10), .label)\($0.1)" }
        lines += ["", "\("Likely next:", .heading)"]
        let width = nextSteps.map(\.command.count).max() ?? 0
        lines += nextSteps.map { "  \($0.command.padded(to: width))  \($0.why, .hint)" }
        lines += [
            "", "\("'btcli --help' lists all commands, 'btcli doctor' looks whether everything works.", .hint)", "",
        ]
        return lines.joined(separator: "\n")
    }

    private var facts: [(String, String)] {
        var facts = [("Wallets", walletWords), ("Network", "\(network) (\(networkSource))")]
        if let last {
            facts.append(("Last sent", "\(last.time) on \(last.network): \(last.summary), \(last.state.name)"))
        }
        if let configuration { facts.append(("Settings", configuration)) }
        return facts
    }

    private var walletWords: String {
        guard !wallets.isEmpty else { return "none in \(folder)" }
        let most = 3
        let names = wallets.prefix(most).map { wallet in
            "\(wallet.name) (\(wallet.hotkeys.count == 1 ? "1 hotkey" : "\(wallet.hotkeys.count) hotkeys"))"
        }
        return names.joined(separator: ", ") + (wallets.count > most ? " and \(wallets.count - most) more" : "")
            + ", in \(folder)"
    }

    private typealias Step = (command: String, why: String)

    /// The three likeliest, by what there is.
    private var nextSteps: [Step] {
        let tour: Step = ("btcli tour", "from a first wallet to stake and weights, on a chain of its own")
        let localnet: Step = ("btcli localnet start", "a chain of your own, to try things on")
        guard let wallet = wallets.first else {
            return [tour, ("btcli wallet create", "a coldkey that holds funds and a hotkey that works"), localnet]
        }
        let name = wallets.contains { $0.name == Wallet.defaultName } ? "" : " -w \(wallet.name.shellWord)"
        var steps: [Step] = []
        if unsettled > 0 { steps.append(("btcli wallet sent", "what became of what was sent last")) }
        if wallets.allSatisfy(\.hotkeys.isEmpty) {
            steps.append(("btcli wallet new-hotkey\(name)", "a key for a miner or a validator"))
        }
        steps.append(("btcli wallet balance\(name)", "what there is to spend"))
        if last != nil { steps.append(("btcli wallet overview\(name)", "the neurons of the hotkeys")) }
        return Array((steps + [("btcli subnets list", "where to register"), tour]).prefix(3))
    }
}

extension SentEntry {
    /// What it did, in few words.
    fileprivate var summary: String { record.summary.isEmpty ? record.call : record.summary }
}

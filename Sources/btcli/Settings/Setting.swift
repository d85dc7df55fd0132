// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// One thing that can be settled once for all commands: in the configuration file, or by an environment variable.
struct Setting: Hashable, Sendable {
    /// What a value can be.
    enum Kind: Hashable, Sendable {
        case text
        case flag
        case number(ClosedRange<Double>)
        case choice([String])
        /// Addresses of nodes between commas, or `none`.
        case endpoints
    }

    /// The key in the configuration file.
    let name: String
    /// What other tools call it in theirs; a dot leads into a nested mapping.
    var aliases: [String] = []
    /// The environment variables that say it; the first that is set counts.
    var variables: [String] = []
    var kind = Kind.text
    /// What holds where nobody says anything, in words.
    var fallback = "no"
    /// What it is, and the option that overrules it.
    let summary: String
}

extension Setting {
    static let network = Setting(
        name: "network", aliases: ["subtensor.chain_endpoint", "subtensor.network"],
        variables: ["BT_CHAIN_ENDPOINT", "BT_SUBTENSOR_CHAIN_ENDPOINT", "BT_NETWORK", "BT_SUBTENSOR_NETWORK"],
        fallback: "finney",
        summary: "The chain: a name, or the address of a node, or several between commas (--network)")
    static let fallbackEndpoints = Setting(
        name: "fallback_endpoints", variables: ["BT_FALLBACK_ENDPOINTS"], kind: .endpoints,
        fallback: "those of the network", summary: "Nodes to try when the first does not answer, or none (--fallback)")
    static let archiveEndpoints = Setting(
        name: "archive_endpoints", variables: ["BT_ARCHIVE_ENDPOINTS"], kind: .endpoints, fallback: "none",
        summary: "Nodes that keep every state, for blocks that the others have forgotten (--archive-endpoints)")
    static let tlsAuthority = Setting(
        name: "tls_ca", fallback: "the system's",
        summary: "A file of certificate authorities to believe besides the usual ones (--tls-ca)")
    static let retryTime = Setting(
        name: "retry_time", kind: .number(0...86_400), fallback: "120",
        summary: "Seconds for which a lost connection is made again (--retry-time)")
    static let retryForever = Setting(
        name: "retry_forever", variables: ["BT_RETRY_FOREVER"], kind: .flag,
        summary: "Never give up on a connection (--retry-time)")

    static let walletName = Setting(
        name: "wallet_name", aliases: ["wallet", "wallet.name"], variables: ["BT_WALLET", "BT_WALLET_NAME"],
        fallback: "default", summary: "The wallet (--wallet-name)")
    static let walletHotkey = Setting(
        name: "wallet_hotkey", aliases: ["wallet.hotkey"], variables: ["BT_WALLET_HOTKEY"], fallback: "default",
        summary: "The hotkey of the wallet (--wallet-hotkey)")
    static let walletPath = Setting(
        name: "wallet_path", aliases: ["wallet.path"], variables: ["BT_WALLET_PATH"], fallback: "~/.bittensor/wallets/",
        summary: "The folder of all wallets (--wallet-path)")

    static let rateTolerance = Setting(
        name: "rate_tolerance", kind: .number(0...1), fallback: "0.005",
        summary: "How far a price may move while staking: 0.005 is half a percent")
    static let safeStaking = Setting(
        name: "safe_staking", kind: .flag, fallback: "yes", summary: "Hold stake back when the price moves further")
    static let allowPartialStake = Setting(
        name: "allow_partial_stake", kind: .flag, summary: "Stake what fits, when the price moves further")

    static let mevShield = Setting(
        name: "mev_shield", variables: ["BT_MEV_PROTECTION", "BT_MEV_SHIELD"], kind: .flag, fallback: "yes",
        summary: "Encrypt stake trades until their block (--mev-shield)")

    static let rehearse = Setting(
        name: "rehearse", kind: .choice(["always", "never"]), fallback: "never",
        summary: "Try what would be sent on the chain's own rules first (--rehearse)")

    static let verifyReads = Setting(
        name: "verify_reads", kind: .choice(["always", "never"]), fallback: "never",
        summary: "Have nodes prove what they say of the chain's state (--verify-reads)")

    static let json = Setting(
        name: "json", aliases: ["json_output"], kind: .flag, summary: "Print JSON documents (--json-output)")
    static let noPrompt = Setting(
        name: "no_prompt", kind: .flag, summary: "Ask nothing, not even before spending (--no-prompt)")
    static let quiet = Setting(name: "quiet", kind: .flag, summary: "Say nothing but answers and errors (--quiet)")
    static let verbose = Setting(
        name: "verbose", variables: ["BT_LOGGING_DEBUG", "BT_LOGGING_TRACE"], kind: .flag,
        summary: "Say more while working (--verbose)")
    static let color = Setting(
        name: "color", kind: .choice(["auto", "always", "never"]), fallback: "auto",
        summary: "Colour on terminals; NO_COLOR in the environment means never")
    static let hints = Setting(
        name: "hints", kind: .flag, fallback: "yes", summary: "Say on terminals what one might do next")

    static let pager = Setting(
        name: "pager", variables: ["BTCLI_PAGER"], fallback: "less -FRX",
        summary: "The program that shows tables longer than the screen, before PAGER; off for none (--no-pager)")

    /// Every setting, as `btcli config get` lists them.
    static let all = [
        network, fallbackEndpoints, archiveEndpoints, tlsAuthority, retryTime, retryForever, walletName, walletHotkey,
        walletPath, rateTolerance, safeStaking, allowPartialStake, mevShield, rehearse, verifyReads, json, noPrompt,
        quiet, verbose,
        color,
        hints, pager,
    ]

    /// The setting that a person means: in any spelling of its name, or as another tool calls it.
    static func named(_ text: String) throws(ConfigurationError) -> Setting {
        let name = text.lowercased().replacing("-", with: "_")
        guard let setting = all.first(where: { $0.name == name || $0.aliases.contains(name) }) else {
            let names = all.map(\.name)
            throw ConfigurationError(
                .unknownSetting,
                "there is no setting \(excerpt(text))"
                    + (NearestName.of(name, in: names).map { ", did you mean \($0)?" }
                        ?? ": use one of \(names.joined(separator: ", "))"))
        }
        return setting
    }

    /// The value in the one spelling that every reader understands.
    ///
    /// - Throws: `invalidValue` for what this setting cannot be; the reason does not say where it stands.
    func normalized(_ text: String) throws(ConfigurationError) -> String {
        switch kind {
        case .text:
            guard !text.isEmpty, !text.contains(where: \.isNewline) else { throw unsuitable(text, "one line of text") }
            return text
        case .flag:
            switch text.lowercased() {
            case "true", "yes", "on", "1": return "true"
            case "false", "no", "off", "0": return "false"
            default: throw unsuitable(text, "true or false")
            }
        case .number(let range):
            guard let number = Double(text), range.contains(number) else {
                throw unsuitable(text, "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return text
        case .choice(let values):
            guard values.contains(text.lowercased()) else {
                throw unsuitable(text, values.joined(separator: " or "))
            }
            return text.lowercased()
        case .endpoints:
            guard text != "none" else { return text }
            guard let endpoints = try? RPCEndpoint.list(asTyped: text), !endpoints.isEmpty else {
                throw unsuitable(text, "ws:// or wss:// addresses between commas, or none")
            }
            return text.trimmingBlanks
        }
    }

    private func unsuitable(_ text: String, _ wanted: String) -> ConfigurationError {
        let shown = kind == .endpoints ? RPCEndpoint.shown(text) : excerpt(text)
        return ConfigurationError(.invalidValue, "\(name) is \(shown): it must be \(wanted)")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension OldSpellings {
    /// One old option name and what it is called now, both without dashes in front and in kebab case.
    struct Spelling: Sendable {
        let old: String
        /// nil for an option that has no meaning any more.
        let new: String?
        /// The commands, by the start of their path, for which `old` is a name of its own or means something else.
        var except: [[String]] = []
        /// The only commands that it was a name in; none for all of them.
        var only: [[String]] = []

        func applies(under path: [String]) -> Bool {
            !except.contains { path.starts(with: $0) } && (only.isEmpty || only.contains { path.starts(with: $0) })
        }
    }

    /// A command that is found elsewhere now.
    struct MovedCommand: Sendable {
        /// The group, by its path, in which it was.
        let group: [String]
        /// In kebab case.
        let old: String
        /// The words that stand in its place, behind the group's.
        let new: [String]
    }

    /// What SDK 7 called the commands of child keys.
    static let movedCommands = [
        ("get-children", "get"), ("set-children", "set"), ("revoke-children", "revoke"),
        ("set-childkey-take", "take"), ("get-childkey-take", "take"),
    ].map { MovedCommand(group: ["stake"], old: $0, new: ["child", $1]) }

    /// Commands that were in other groups: the address book was btcli 9's `config`, and SDK 11's `proxy book`.
    static let regroupedCommands: [(old: [String], new: [String])] = [
        (["config", "proxies"], ["addr", "list", "--proxies"]),
        (["config", "add-proxy"], ["addr", "add"]),
        (["config", "update-proxy"], ["addr", "update"]),
        (["config", "remove-proxy"], ["addr", "remove"]),
        (["config", "clear-proxies"], ["addr", "remove", "--all-proxies"]),
        (["proxy", "book", "list"], ["addr", "list", "--proxies"]),
        (["proxy", "book", "add"], ["addr", "add"]),
        (["proxy", "book", "update"], ["addr", "update"]),
        (["proxy", "book", "remove"], ["addr", "remove"]),
        (["proxy", "book", "clear"], ["addr", "remove", "--all-proxies"]),
    ]

    /// Names of several letters behind one dash.
    static let shortNames = ["-tbp": "--tpb", "-in": "--hotkeys", "-ex": "--exclude-hotkeys"]

    /// Every old option whose new name is not just the old one in kebab case.
    static let table: [Spelling] =
        [
            // Hyperparameters of SDK 11, where no wallet is named.
            Spelling(old: "name", new: "param", only: [["subnets", "hyperparameters"], ["sudo", "get"]]),

            // Entries of the address book, and the proxies of btcli 9.
            Spelling(old: "name", new: "entry-name", only: [["addr"]]),
            Spelling(old: "proxy", new: "proxy-for"),
            Spelling(old: "proxy-type", new: "force-proxy-type", except: [["proxy"], ["addr"]]),
            Spelling(old: "name", new: "name", only: [["proxy"], ["multisig"]]),

            // Wallet: `--name` and `--hotkey` of btcli 9, `--wallet` of SDK 11.
            Spelling(old: "wallet", new: "wallet-name"),
            Spelling(old: "name", new: "wallet-name"),
            Spelling(old: "hotkey", new: "wallet-hotkey", except: [["pow"]]),

            // Network.
            Spelling(old: "subtensor.network", new: "network"),
            Spelling(old: "subtensor.chain-endpoint", new: "network"),
            Spelling(old: "chain", new: "network"),
            Spelling(old: "fallback-endpoints", new: "fallback"),

            // Every command. `--json FILE` once named the exported key to regenerate from.
            Spelling(
                old: "json", new: GlobalOptions.jsonName,
                except: [["wallet", "regen-coldkey"], ["wallet", "regen-hotkey"]]),
            Spelling(old: "json-out", new: GlobalOptions.jsonName),
            Spelling(old: "yes", new: GlobalOptions.noPromptName),
            Spelling(old: "logging.debug", new: "verbose"),
            Spelling(old: "logging.trace", new: "verbose"),
            Spelling(old: "no-version-checking", new: nil),
            Spelling(old: "strict", new: nil),
            Spelling(old: "print-completion", new: "generate-completion-script"),

            // Amounts, by what they are counted in.
            Spelling(old: "amount-tao", new: "amount"),
            Spelling(old: "amount-alpha", new: "amount"),

            // Public keys to regenerate from.
            Spelling(old: "addr", new: "ss58", only: [["wallet"]]),
            Spelling(old: "pubkey", new: "public-key", only: [["wallet"]]),
            Spelling(old: "overwrite-coldkeypub", new: "overwrite"),
            Spelling(old: "overwrite-hotkeypub", new: "overwrite"),

            // Which hotkeys, and whose coldkey.
            Spelling(old: "include-hotkeys", new: "hotkeys"),
            Spelling(old: "hotkey-ss58address", new: "hotkeys"),
            Spelling(old: "wallet.hotkeys", new: "hotkeys"),
            Spelling(old: "wallet.exclude-hotkeys", new: "exclude-hotkeys"),
            Spelling(old: "wallet.all-hotkeys", new: "all-hotkeys"),
            Spelling(old: "coldkey", new: "ss58", only: [["wallet"], ["stake"]]),
            Spelling(old: "key", new: "ss58", only: [["wallet", "get-identity"]]),
            Spelling(old: "wallet.hotkey-b", new: "new-hotkey"),
            Spelling(old: "wallet-hotkey-b", new: "new-hotkey"),
            Spelling(old: "destination-hotkey-name", new: "new-hotkey"),

            // What is encrypted, as btcli 9 calls it.
            Spelling(old: "mev-protection", new: "mev-shield"),
            Spelling(old: "no-mev-protection", new: "no-mev-shield"),

            // Stake.
            Spelling(old: "rate-tolerance", new: "tolerance"),
            Spelling(old: "limit", new: "tolerance", only: [["stake"]]),
            Spelling(old: "slippage-protection", new: "safe"),
            Spelling(old: "no-slippage-protection", new: "unsafe"),
            Spelling(old: "dest-coldkey", new: "dest"),
            Spelling(old: "prop", new: "proportions"),

            // Hyperparameters: what a text means follows from its form.
            Spelling(old: "normalize", new: nil, only: [["sudo"], ["subnets"]]),
            Spelling(old: "no-normalize", new: nil, only: [["sudo"], ["subnets"]]),

            // Identities.
            Spelling(old: "id-name", new: "display"),
            Spelling(old: "web", new: "url"),
            Spelling(old: "web-url", new: "url"),
            Spelling(old: "github", new: "github-repo"),
            Spelling(old: "image-url", new: "image"),
            Spelling(old: "info", new: "description"),

            // Work.
            Spelling(old: "pow-workers", new: "threads"),
            Spelling(old: "pow-backend", new: "device"),
            Spelling(old: "pow-device", new: "dev-id"),
            Spelling(old: "processors", new: "threads"),
            Spelling(old: "num-processes", new: "threads"),
            Spelling(old: "threads-per-block", new: "tpb"),
        ] + ["pow-register.", "faucet.", ""].flatMap(workOptions)

    /// The options of a search, which two commands took under their own names, and the graphics card's without any.
    private static func workOptions(prefix: String) -> [Spelling] {
        let cuda = [
            "cuda.use-cuda": "cuda", "cuda.no-cuda": "no-cuda", "cuda.dev-id": "dev-id",
            "cuda.tpb": "tpb", "cuda.update-interval": "update-interval",
        ]
        let processor = [
            "num-processes": "threads", "update-interval": "update-interval",
            "no-output-in-place": "no-output-in-place", "verbose": "verbose",
        ]
        let options = prefix.isEmpty ? cuda : cuda.merging(processor) { $1 }
        return options.sorted { $0.key < $1.key }.map { Spelling(old: prefix + $0.key, new: $0.value) }
    }
}

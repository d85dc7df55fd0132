// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstratePrimitives
import SubtensorClient
import SubtensorLocalnet

/// Where the names come from that an option or an argument takes.
enum NameSource: Sendable {
    case wallets
    /// Wallets, and what is in the address book.
    case accounts
    /// The accounts of several keys in the address book.
    case multisigs
    case hotkeys
    case networks
    case settings
    case hyperparameters
    /// What a chain stores and computes, with its pallets and APIs.
    case storage
    /// The calls that a chain takes; behind one, its arguments.
    case calls
    /// What `explain` knows.
    case errorCodes

    /// The values of an option, or of the argument at a place, of the command with a path.
    static func candidates(
        for argument: CommandReference.Argument, at place: Int = 0, under path: [String], _ reader: Reader
    ) -> WordCompletion.Candidates {
        if let values = argument.allValues, !values.isEmpty { return .words(values.map { .init(word: $0) }) }
        switch argument.valueName {
        case "file": return .files
        case "folder": return .folders
        default: break
        }
        guard let source = source(of: argument, at: place, under: path) else {
            let isSettingsValue = path == ["config", "set"] && place == 1
            return .words(isSettingsValue ? reader.settingValues.map { .init(word: $0) } : [])
        }
        return .words(reader.names(source))
    }

    private static func source(
        of argument: CommandReference.Argument, at place: Int, under path: [String]
    ) -> NameSource? {
        if argument.kind == .positional {
            switch path {
            case ["config", "get"], ["config", "set"], ["config", "unset"]: return place == 0 ? .settings : nil
            case ["query"], ["watch"]: return place == 0 ? .storage : nil
            case ["diff"]: return place == 2 ? .storage : nil
            case ["call"]: return .calls
            case ["explain"]: return .errorCodes
            case ["addr", "show"], ["addr", "remove"], ["addr", "update"]: return place == 0 ? .accounts : nil
            case ["proxy", "list"]: return .accounts
            case ["proxy", "kill"]: return .accounts
            case ["multisig", "show"], ["multisig", "remove"], ["multisig", "pending"], ["multisig", "approve"],
                ["multisig", "execute"], ["multisig", "cancel"]:
                return place == 0 ? .multisigs : nil
            default: return nil
            }
        }
        return (argument.names ?? []).lazy.compactMap { options[$0.text] }.first
    }

    private static let options: [String: NameSource] = [
        "--wallet-name": .wallets, "--dest": .accounts, "--proxy-for": .accounts, "--delegate": .accounts,
        "--real": .accounts, "--spawner": .accounts, "--signatories": .accounts, "--new-coldkey": .accounts,
        "--multisig": .multisigs, "--wallet-hotkey": .hotkeys, "--hotkeys": .hotkeys,
        "--exclude-hotkeys": .hotkeys, "--origin-hotkey": .hotkeys, "--dest-hotkey": .hotkeys, "--new-hotkey": .hotkeys,
        "--children": .hotkeys, "--network": .networks, "--param": .hyperparameters,
    ]
}

extension NameSource {
    /// Reads the names, as a command line with these words would: from its wallet folder, under its settings.
    struct Reader: Sendable {
        let environment: Environment
        private var words: [String] = []

        init(_ environment: Environment) { self.environment = environment }

        /// The same for a command line that has these words.
        func knowing(_ words: [String]) -> Reader {
            var reader = self
            reader.words = words
            return reader
        }

        func names(_ source: NameSource) -> [WordCompletion.Candidate] {
            switch source {
            case .wallets: return wallets.map { .init(word: $0.name, note: $0.coldkey?.ss58() ?? "") }
            case .accounts: return names(.wallets) + entries.map { .init(word: $0.name, note: $0.account.ss58()) }
            case .multisigs:
                return entries.filter { $0.multisig != nil }.map { .init(word: $0.name, note: $0.account.ss58()) }
            case .hotkeys:
                let name = value("--wallet-name", "-w", .walletName) ?? Wallet.defaultName
                let hotkeys = wallets.first { $0.name == name }?.hotkeys ?? []
                return hotkeys.map { .init(word: $0.name, note: $0.account?.ss58() ?? "") }
            case .networks: return ([NetworkOptions.embeddedName] + Network.names).map { .init(word: $0) }
            case .settings: return Setting.all.map { .init(word: $0.name, note: $0.summary) }
            case .hyperparameters: return Hyperparameter.settableNames.map { .init(word: $0) }
            case .storage: return runtimeNames.readings.sorted().map { .init(word: $0) }
            case .calls: return callWords
            case .errorCodes: return ErrorNote.all.map { .init(word: $0.code) }
            }
        }

        /// The arguments of the call that is named last and are not given yet, and all calls.
        private var callWords: [WordCompletion.Candidate] {
            let calls = runtimeNames.calls
            let last = words.indices.last { index in calls.contains { $0.name.comparable == words[index].comparable } }
            let given = last.map { words[$0...] } ?? []
            let arguments = calls.first { $0.name.comparable == given.first?.comparable }?.arguments ?? []
            let missing = arguments.filter { name in !given.contains { $0.hasPrefix("\(name)=") } }
            return (missing.map { "\($0)=" } + calls.map(\.name).sorted()).map { .init(word: $0) }
        }

        /// Those of the runtime that calls and queries last went to, or else of the embedded chain.
        private var runtimeNames: RuntimeNames {
            if let kept = RuntimeNamesFile(environment: environment)?.names { return kept }
            let rules = RuleSet.powRegister
            return RuntimeNames(
                calls: rules.calls.map { RuntimeNames.Call(name: $0.name, arguments: $0.arguments) },
                readings: rules.storageNames)
        }

        /// What the setting that is named on the command line can be.
        var settingValues: [String] {
            guard let setting = words.lazy.compactMap({ try? Setting.named($0) }).last else { return [] }
            switch setting.kind {
            case .flag: return ["true", "false"]
            case .choice(let values): return values
            case .text, .number, .endpoints:
                switch setting {
                case .network: return names(.networks).map(\.word)
                case .walletName: return names(.wallets).map(\.word)
                case .walletHotkey: return names(.hotkeys).map(\.word)
                default: return []
                }
            }
        }

        private var entries: [AddressEntry] { (try? AddressBook(environment: environment))?.entries ?? [] }

        private var wallets: [WalletListing] {
            let path = value("--wallet-path", "-p", .walletPath) ?? Wallet.defaultPath
            return (try? Wallet.list(path: path, homeFolder: environment["HOME"])) ?? []
        }

        /// What the command line says, or else what is settled.
        private func value(_ option: String, _ short: String, _ setting: Setting) -> String? {
            let words = OldSpellings.rewritten(words, commands: .btcli)
            if let place = words.lastIndex(where: { $0 == option || $0 == short }), place + 1 < words.count {
                return words[place + 1]
            }
            if let word = words.last(where: { $0.hasPrefix("\(option)=") }) {
                return String(word.dropFirst(option.count + 1))
            }
            return settings?[setting]
        }

        private var settings: Settings? {
            let path = ConfigurationFile.path(option: nil, environment: environment)
            return try? Settings(environment: environment, file: path.map { try ConfigurationFile(path: $0) })
        }
    }
}

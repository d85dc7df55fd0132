// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstratePrimitives

extension WalletOptions {
    /// What the names that are asked for may name.
    enum Wanted: Hashable, Sendable {
        /// Keys that are there.
        case existing
        /// A hotkey that may be new, of a wallet that is there or not.
        case newHotkey
        /// A wallet that may be new.
        case newWallet
    }

    /// The wallet; asks for the names that were neither given nor settled, where there is someone to ask.
    func wallet(askingOn console: Console, forHotkey: Bool, _ wanted: Wanted = .existing) async throws -> Wallet {
        if name == nil, console.chosen(.walletName) == nil {
            var question = Question(
                text: "Enter wallet name", option: "--wallet-name", fallback: Wallet.defaultName)
            if wanted != .newWallet, let wallets = try? folder(console), !wallets.isEmpty {
                question.choices = choices(wallets)
                if wanted == .existing, wallets.count == 1 { question.fallback = wallets[0].name }
            }
            console.choose(try await console.ask(question) { try Wallet(name: $0).name }, for: .walletName)
        }
        if forHotkey, hotkey == nil, console.chosen(.walletHotkey) == nil {
            var question = Question(
                text: "Enter hotkey name", option: "--wallet-hotkey", fallback: Wallet.defaultName)
            if wanted == .existing { question.choices = choices(hotkeysHere(console)) }
            console.choose(try await console.ask(question) { try Wallet(hotkey: $0).hotkeyName }, for: .walletHotkey)
        }
        return try wallet(console)
    }

    /// The wallet. Where no name was given and the one that is meant then is not there, a person chooses among those that are.
    func wallet(choosingOn console: Console, forHotkey: Bool = false) async throws -> Wallet {
        guard console.canAsk, name == nil || forHotkey && hotkey == nil else { return try wallet(console) }
        // What is wrong with the folder is told by whoever reads the wallet.
        if name == nil, try !wallet(console).exists, let wallets = try? folder(console), !wallets.isEmpty {
            let question = Question(
                text: "Which wallet", option: "--wallet-name", fallback: wallets.count == 1 ? wallets[0].name : nil,
                choices: choices(wallets), isClosed: true)
            console.choose(try await console.ask(question) { $0 }, for: .walletName)
        }
        let meant = try wallet(console)
        let hotkeys = hotkeysHere(console)
        if forHotkey, hotkey == nil, !hotkeys.isEmpty, !hotkeys.contains(where: { $0.name == meant.hotkeyName }) {
            let question = Question(
                text: "Which hotkey of \(meant.name.printable)", option: "--wallet-hotkey",
                fallback: hotkeys.count == 1 ? hotkeys[0].name : nil, choices: choices(hotkeys), isClosed: true)
            console.choose(try await console.ask(question) { $0 }, for: .walletHotkey)
        }
        return try wallet(console)
    }

    /// A question for another hotkey than the wallet's own: one of the same wallet, or any by its address.
    func question(_ text: String, option: String, _ console: Console) -> Question {
        let own = try? wallet(console).hotkeyName
        return Question(text: text, option: option, choices: choices(hotkeysHere(console).filter { $0.name != own }))
    }

    /// All wallets of the folder.
    private func folder(_ console: Console) throws(WalletError) -> [WalletListing] {
        try Wallet.list(path: path(console), homeFolder: console.environment["HOME"])
    }

    /// The hotkeys of the wallet; none where it cannot be read.
    private func hotkeysHere(_ console: Console) -> [WalletListing.Hotkey] {
        guard let name = try? wallet(console).name else { return [] }
        return (try? folder(console))?.first { $0.name == name }?.hotkeys ?? []
    }

    private func choices(_ wallets: [WalletListing]) -> [Question.Choice] {
        wallets.map { .init(name: $0.name, note: $0.coldkey?.ss58() ?? "") }
    }

    private func choices(_ hotkeys: [WalletListing.Hotkey]) -> [Question.Choice] {
        hotkeys.map { .init(name: $0.name, note: $0.account?.ss58() ?? "") }
    }
}

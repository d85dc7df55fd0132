// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstratePrimitives
import SubtensorClient

/// A hotkey as a person knows it.
struct NamedHotkey: Hashable, Sendable {
    /// The name of its file; nil for one that was given by its address.
    let name: String?
    let account: AccountID

    /// Whether a word means this hotkey: its name or its address.
    func isMeant(by word: String) -> Bool { word == name || (try? AccountID(parsing: word)) == account }
}

/// The options that say which hotkeys of a wallet are meant.
struct HotkeySelection: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "These hotkeys, by their names in the wallet or by their addresses. (default: --wallet-hotkey)",
            valueName: "name|ss58"),
        transform: WordList.parse)
    var hotkeys: [[String]] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("All hotkeys of the wallet but these.", valueName: "name|ss58"), transform: WordList.parse)
    var excludeHotkeys: [[String]] = []

    @Flag(help: "All hotkeys of the wallet.")
    var allHotkeys = false

    var isEmpty: Bool { hotkeys.isEmpty && excludeHotkeys.isEmpty && !allHotkeys }

    func validate() throws {
        guard hotkeys.isEmpty || (excludeHotkeys.isEmpty && !allHotkeys) else {
            throw CLIError(
                .usage,
                "--hotkeys names some and \(allHotkeys ? "--all-hotkeys" : "--exclude-hotkeys") all the others: "
                    + "leave one out, or name what to leave out with --exclude-hotkeys")
        }
    }

    /// The hotkeys that are meant, each once.
    func chosen(from options: WalletOptions, _ console: Console) async throws -> [NamedHotkey] {
        let words = hotkeys.joined()
        if !words.isEmpty { return try words.map { try options.hotkey($0, console) }.uniqued() }
        guard !isEmpty else { return [try await options.hotkey(console)] }
        return try keep(from: try options.hotkeys(console))
    }

    /// Those of some hotkeys that are meant, where all of them are unless something else was said.
    func keep(from all: [NamedHotkey]) throws(CLIError) -> [NamedHotkey] {
        let (included, excluded) = (Array(hotkeys.joined()), Array(excludeHotkeys.joined()))
        for word in included + excluded where !all.contains(where: { $0.isMeant(by: word) }) {
            throw CLIError(
                .usage,
                "there is no hotkey \(excerpt(word)) here: there are \(all.compactMap(\.name).joined(separator: ", "))")
        }
        return all.filter { hotkey in
            (included.isEmpty || included.contains { hotkey.isMeant(by: $0) })
                && !excluded.contains { hotkey.isMeant(by: $0) }
        }
    }
}

extension WalletOptions {
    /// The wallet's hotkey, or the one whose address stands in the place of its name.
    func hotkey(_ console: Console) async throws -> NamedHotkey {
        try hotkey(try await wallet(choosingOn: console, forHotkey: true).hotkeyName, console)
    }

    /// The hotkey of the wallet that has this name, or any that has this address or this name in the address book.
    func hotkey(_ word: String, _ console: Console) throws -> NamedHotkey {
        if let account = try? AccountID(parsing: word) { return NamedHotkey(name: nil, account: account) }
        var options = self
        options.hotkey = word
        do {
            return NamedHotkey(name: word, account: try options.wallet(console).hotkeyPublic())
        } catch {
            guard let entry = try AddressBook(environment: console.environment)[word] else { throw error }
            console.say("\(excerpt(word)) is in the address book: \(entry.account)")
            return NamedHotkey(name: word, account: entry.account)
        }
    }

    /// Anybody's hotkey: what is no address has to be a name of the wallet or of the address book.
    ///
    /// - Throws: what is wrong with it as an address, where nothing is called so.
    func knownHotkey(_ word: String, _ console: Console) throws -> AccountID {
        do {
            return try AccountID(parsing: word)
        } catch {
            let book = try AddressBook(environment: console.environment)
            guard book[word] != nil || (try? hotkey(word, console)) != nil else {
                throw CLIError(.usage, "\(error.reason), and no hotkey is called so")
            }
            return try hotkey(word, console).account
        }
    }

    /// All hotkeys of the wallet whose addresses can be told without a password.
    func hotkeys(_ console: Console) throws -> [NamedHotkey] {
        var options = self
        options.name = try wallet(console).name
        return try options.listing(console).flatMap { wallet in
            wallet.hotkeys.compactMap { hotkey in
                guard let account = hotkey.account else {
                    console.warn("the hotkey \(hotkey.name) is left out: its file does not tell its address")
                    return nil
                }
                return NamedHotkey(name: hotkey.name, account: account)
            }
        }
    }
}

extension Sequence where Element: Hashable {
    /// The elements in their order, each at its first place only.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

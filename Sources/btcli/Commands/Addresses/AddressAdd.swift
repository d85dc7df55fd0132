// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli addr add`: gives an account a name.
struct AddressAdd: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Give an account a name, which is then taken wherever an address is.",
        discussion: """
            Proxies and accounts without a key can be kept with what is known of them; 'btcli multisig add' names accounts of \
            several keys. The book is ~/.bittensor/address_book.json.
            """,
        aliases: ["save"])

    @OptionGroup var entry: AddressEntryOptions

    @Flag(help: "Replace the entry of that name.")
    var overwrite = false

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let name = try await entry.name(console)
        var book = try AddressBook(environment: console.environment)
        let entry = try await entry.entry(name, changing: nil, wallet, console)
        try book.add(entry, replacing: overwrite)
        try console.show(AddressAnswer(path: book.path, entry: entry))
        return .done
    }
}

/// `btcli addr update`: changes what is known of one.
struct AddressUpdate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change an entry of the address book: what is not named stays.")

    @OptionGroup var entry: AddressEntryOptions
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let name = try await entry.name(console)
        var book = try AddressBook(environment: console.environment)
        guard let old = book[name] else { throw AddressBook.unknown(name, book) }
        let entry = try await entry.entry(name, changing: old, wallet, console)
        try book.add(entry, replacing: true)
        try console.show(AddressAnswer(path: book.path, entry: entry))
        return .done
    }
}

/// The options that describe an entry.
struct AddressEntryOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The name, and the account.", valueName: "name address"))
    var words: [String] = []

    @Option(name: .customLong("entry-name"), help: .hidden)
    var givenName: String?

    @Option(name: [.customLong("address"), .customLong("ss58")], help: .hidden)
    var address: String?

    @Option(help: ArgumentHelp("Something to remember it by.", valueName: "text"))
    var note: String?

    @OptionGroup var type: ProxyTypeOptions

    @Option(help: ArgumentHelp("Who made it, where it has no key.", valueName: "name|ss58"), transform: Receiver.init)
    var spawner: Receiver?

    @Option(
        help: ArgumentHelp("The block that made it.", valueName: "block"), transform: { try WholeNumber.parse($0) })
    var height: UInt32?

    @Option(
        help: ArgumentHelp("The place of the extrinsic in that block.", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var extIndex: UInt32?

    @Option(
        help: ArgumentHelp("The index with which it was made.", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var index: UInt16?

    func validate() throws {
        guard words.count <= 2 else { throw CLIError(.usage, "give a name and an address, and options behind them") }
    }

    func name(_ console: Console) async throws -> String {
        if let name = words.first ?? givenName { return try AddressEntry.name(name) }
        return try await console.ask("Enter the name", option: "NAME") { try AddressEntry.name($0) }
    }

    /// The entry, with what stays of an old one.
    func entry(
        _ name: String, changing old: AddressEntry?, _ wallets: WalletOptions, _ console: Console
    ) async throws -> AddressEntry {
        let account: AccountID
        if let text = words.dropFirst().first ?? address {
            account = try Receiver(text).account(among: wallets, console)
        } else if let old {
            account = old.account
        } else {
            account = try await console.ask("Enter the address", option: "ADDRESS") { try AccountID(parsing: $0) }
        }
        var entry = AddressEntry(name: name, account: account, note: note ?? old?.note ?? "", proxy: old?.proxy)
        // Its members make the account.
        if old?.account == account { entry.multisig = old?.multisig }
        let spawner = try spawner?.account(among: wallets, console)
        guard type.proxyType != nil || type.delay != nil || spawner != nil || height != nil || extIndex != nil else {
            return entry
        }
        var proxy = entry.proxy ?? AddressEntry.Proxy()
        proxy.kind = type.proxyType ?? proxy.kind
        proxy.delay = type.delay ?? proxy.delay
        proxy.spawner = spawner ?? proxy.spawner
        proxy.height = height ?? proxy.height
        proxy.extrinsicIndex = extIndex ?? proxy.extrinsicIndex
        proxy.index = index ?? proxy.index
        entry.proxy = proxy
        return entry
    }
}

extension AddressBook {
    /// What is told of a name that is not in it.
    static func unknown(_ name: String, _ book: AddressBook) -> CLIError {
        let hint =
            NearestName.of(name, in: book.entries.map(\.name)).map { ", did you mean \(excerpt($0))?" }
            ?? ": see 'btcli addr list'"
        return CLIError(.usage, "the address book has no \(excerpt(name))\(hint)")
    }
}

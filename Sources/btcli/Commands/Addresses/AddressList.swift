// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli addr list`: the address book.
struct AddressList: ConsoleCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the address book.")

    @Flag(help: "Only proxies and accounts without a key.")
    var proxies = false

    @OptionGroup var table: TableOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let book = try AddressBook(environment: console.environment)
        try await table.show(
            AddressesAnswer(path: book.path, entries: book.entries.filter { !proxies || $0.proxy != nil }), on: console)
        return .done
    }
}

/// `btcli addr show`: one entry.
struct AddressShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an entry of the address book, with all that is known of it.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    var name: String

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let book = try AddressBook(environment: console.environment)
        guard let entry = book[name] else { throw AddressBook.unknown(name, book) }
        try console.show(AddressAnswer(path: book.path, entry: entry))
        return .done
    }
}

/// `btcli addr remove`: takes names out.
struct AddressRemove: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take names out of the address book. Nothing is sent.", aliases: ["rm"])

    @Argument(help: ArgumentHelp("The names.", valueName: "name"))
    var names: [String] = []

    @Option(name: .customLong("entry-name"), help: .hidden)
    var name: String?

    @Flag(help: "All proxies and accounts without a key.")
    var allProxies = false

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        var book = try AddressBook(environment: console.environment)
        let wanted = names + (name.map { [$0] } ?? [])
        guard allProxies || !wanted.isEmpty else { throw CLIError(.usage, "say which: give their names") }
        for name in wanted where book[name] == nil { throw AddressBook.unknown(name, book) }
        let removed = book.entries.filter { wanted.contains($0.name) || allProxies && $0.proxy != nil }.map(\.name)
        if allProxies, !removed.isEmpty {
            try await console.requireConsent(
                "Take them out?", after: "\(removed.joined(separator: ", ").printable)",
                otherwise: "nothing was taken out")
        }
        if !removed.isEmpty { try book.change { $0.removeAll { removed.contains($0.name) } } }
        try console.show(AddressRemovalAnswer(path: book.path, names: removed))
        return .done
    }
}

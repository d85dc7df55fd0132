// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli multisig add`: names an account of several keys.
struct MultisigAdd: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Name an account of several keys in the address book. Nothing is sent.",
        discussion: "The account follows from its members and the threshold: it needs no making.")

    @Argument(help: ArgumentHelp("The name.", valueName: "name"), transform: AddressEntry.name)
    var name: String

    @Option(
        help: ArgumentHelp("How many members have to agree.", valueName: "n"), transform: { try WholeNumber.parse($0) })
    var threshold: UInt16

    @Option(
        name: [.customLong("signatories"), .customLong("signatory")], parsing: .upToNextOption,
        help: ArgumentHelp("All members, between commas or blanks.", valueName: "name|ss58"), transform: WordList.parse)
    var signatories: [[String]]

    @Option(help: ArgumentHelp("Something to remember it by.", valueName: "text"))
    var note: String = ""

    @Flag(help: "Replace the entry of that name.")
    var overwrite = false

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let members = try signatories.joined().map { try Receiver($0).account(among: wallet, console) }
        let multisig = try MultisigAccount(members: members, threshold: threshold)
        let entry = AddressEntry(name: name, account: multisig.account, note: note, multisig: multisig)
        var book = try AddressBook(environment: console.environment)
        try book.add(entry, replacing: overwrite)
        try console.show(AddressAnswer(path: book.path, entry: entry))
        return .done
    }
}

/// `btcli multisig list`: the accounts of several keys in the address book.
struct MultisigList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the accounts of several keys in the address book.")

    @OptionGroup var table: TableOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let book = try AddressBook(environment: console.environment)
        try await table.show(
            AddressesAnswer(path: book.path, entries: book.entries.filter { $0.multisig != nil }), on: console)
        return .done
    }
}

/// `btcli multisig show`: one of them.
struct MultisigShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an account of several keys: its address, its members, its threshold.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    var name: String

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let book = try AddressBook(environment: console.environment)
        _ = try book.multisig(name)
        guard let entry = book[name] else { return .done }
        try console.show(AddressAnswer(path: book.path, entry: entry))
        return .done
    }
}

/// `btcli multisig remove`: forgets one of them.
struct MultisigRemove: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take an account of several keys out of the address book. Nothing is sent.")

    @Argument(help: ArgumentHelp("Its name.", valueName: "name"))
    var name: String

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        var book = try AddressBook(environment: console.environment)
        _ = try book.multisig(name)
        try book.change { $0.removeAll { $0.name == name } }
        try console.show(AddressRemovalAnswer(path: book.path, names: [name]))
        return .done
    }
}

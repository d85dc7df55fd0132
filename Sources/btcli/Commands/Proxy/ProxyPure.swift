// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli proxy create`: makes an account without a key.
struct ProxyCreate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an account without a key, for which the wallet's coldkey acts ('pure proxy').",
        discussion: """
            It is used with --proxy-for. Ending it takes the block and the extrinsic that made it: --name keeps them in the \
            address book.
            """)

    @OptionGroup var type: ProxyTypeOptions

    @Option(
        help: ArgumentHelp("Tells those apart that one extrinsic makes. (default: 0)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var index: UInt16?

    @Option(
        help: ArgumentHelp("Keep it in the address book under this name.", valueName: "name"),
        transform: AddressEntry.name)
    var name: String?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        if let name { try requireFree(name, console) }
        let kind = try await type.kind(console)
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.createPure(kind: kind, delay: type.delay ?? 0, index: index ?? 0)) { pure in
                if let name { keep(pure, as: name, console) }
                return pure.report(name)
            }
        }
    }

    private func requireFree(_ name: String, _ console: Console) throws {
        guard try AddressBook(environment: console.environment)[name] == nil else {
            throw CLIError(.usage, "\(excerpt(name)) is in the address book already: take another name")
        }
    }

    /// It is made, whatever becomes of the book: then the answer alone tells what it takes to end it.
    private func keep(_ pure: PureProxy, as name: String, _ console: Console) {
        do {
            var book = try AddressBook(environment: console.environment)
            try book.add(AddressEntry(pure, name: name, delay: type.delay ?? 0), replacing: false)
        } catch {
            console.warn("it is made, and not in the address book: \(Failure(error).line)")
        }
    }
}

/// `btcli proxy kill`: ends one.
struct ProxyKill: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill",
        abstract: "End an account without a key. What is in it is lost: empty it first.",
        discussion: """
            The chain wants to be told how it was made: by whom, as which type, in which block and extrinsic. An entry of the \
            address book that 'proxy create --name' made has all of it.
            """)

    @Argument(help: ArgumentHelp("Its name in the address book.", valueName: "name"))
    var name: String?

    @Option(
        name: [.long, .customLong("spawner-ss58")],
        help: ArgumentHelp("Who made it. (default: the wallet's coldkey)", valueName: "name|ss58"),
        transform: Receiver.init)
    var spawner: Receiver?

    @Option(help: ArgumentHelp("As which type it was made. (default: Any)", valueName: "type"))
    var proxyType: String?

    @Option(
        help: ArgumentHelp("The index with which it was made. (default: 0)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var index: UInt16?

    @Option(
        help: ArgumentHelp("The block that made it.", valueName: "block"), transform: { try WholeNumber.parse($0) })
    var height: UInt32?

    @Option(
        help: ArgumentHelp("The place of the extrinsic in that block.", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var extIndex: UInt32?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let capacity = try transaction.acting.capacity(among: transaction.wallet, console)
        let saved: PureProxy? = if let name { try savedEntry(name, console) } else { nil }
        let maker = try spawner?.account(among: transaction.wallet, console) ?? saved?.spawner
        var block = self.height
        if block == nil, let saved { block = UInt32(clamping: saved.height.rawValue) }
        let height = try await asked(block, console, "Enter the block that made it", "--height")
        let place = try await asked(
            extIndex ?? saved?.extrinsicIndex, console,
            "Enter the place of the extrinsic that made it in its block", "--ext-index")
        let type = ProxyKind(proxyType ?? saved?.kind.name ?? ProxyKind.any.name)
        guard let account = capacity.proxy?.real ?? saved?.account else {
            throw CLIError(.usage, "say which account: its name in the address book, or its address with --proxy-for")
        }
        let disambiguation = index ?? saved?.index ?? 0
        return try await transaction.carryOut(console) { _, wallet in
            let made = try maker ?? capacity.multisig?.account ?? wallet.wallet.coldkeyPublic()
            let pure = PureProxy(
                account: account, spawner: made, kind: type, index: disambiguation, height: BlockNumber(height),
                extrinsicIndex: place)
            var step = ActionStep(.killPure(pure)) { account in
                if let name { forget(name, console) }
                return ActionReport("Ended \(account)", [Fact("account", "Account", .address(account))])
            }
            step.capacity = capacity.proxy == nil ? capacity.acting(for: account) : capacity
            step.question = "What is in it is lost for ever. End it?"
            return step
        }
    }

    private func savedEntry(_ name: String, _ console: Console) throws -> PureProxy {
        let entry = try AddressBook(environment: console.environment)[name]
        guard let entry else {
            throw CLIError(.usage, "the address book has no \(excerpt(name)): see 'btcli addr list'")
        }
        guard let pure = entry.pure else {
            throw CLIError(
                .usage,
                "the address book does not tell how \(excerpt(name)) was made: give --proxy-for \(entry.account), --height and "
                    + "--ext-index")
        }
        return pure
    }

    private func asked(
        _ given: UInt32?, _ console: Console, _ question: String, _ option: String
    ) async throws -> UInt32 {
        if let given { return given }
        return try await console.ask(question, option: option) { try WholeNumber.parse($0) }
    }

    private func forget(_ name: String, _ console: Console) {
        do {
            var book = try AddressBook(environment: console.environment)
            try book.change { $0.removeAll { $0.name == name } }
        } catch {
            console.warn("it is ended, and still in the address book: \(Failure(error).line)")
        }
    }
}

extension AddressEntry {
    fileprivate init(_ pure: PureProxy, name: String, delay: UInt32) {
        self.init(
            name: name, account: pure.account,
            proxy: Proxy(
                kind: pure.kind.name, delay: delay, spawner: pure.spawner,
                height: UInt32(clamping: pure.height.rawValue), extrinsicIndex: pure.extrinsicIndex, index: pure.index))
    }
}

extension PureProxy {
    fileprivate func report(_ name: String?) -> ActionReport {
        ActionReport(
            "Made \(account)",
            [
                Fact("account", "Account", .address(account)), Fact("spawner", "Made by", .address(spawner)),
                Fact("proxy_type", "May do", .text(kind.name)), Fact("height", "Block", .block(height)),
                Fact("ext_index", "Extrinsic in it", .integer(extrinsicIndex)),
                Fact("index", "Index", .integer(index)),
            ], news: ["account", "height", "ext_index"],
            next: "'--proxy-for \(name ?? account.ss58())' acts for it"
                + (name == nil ? "; 'btcli addr add' gives it a name" : ""))
    }
}

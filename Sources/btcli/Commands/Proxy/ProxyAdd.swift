// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli proxy add`: lets another account act for the wallet's.
struct ProxyAdd: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let another account act for the wallet's coldkey, in what a type allows.",
        discussion: "A deposit is held for as long as it may. With --delay it has to announce each call first.")

    @OptionGroup var delegate: DelegateAccountOption
    @OptionGroup var type: ProxyTypeOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let delegate = try await delegate.account(among: transaction.wallet, console)
        let kind = try await type.kind(console)
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.addProxy(delegate, kind: kind, delay: type.delay ?? 0)) {
                $0.report("\(delegate) is a proxy for \(kind.name)")
            }
        }
    }
}

/// `btcli proxy remove`: ends that.
struct ProxyRemove: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "End that an account may act for the wallet's coldkey; what was held comes back.",
        discussion: """
            Type and delay may be left out where the account is a proxy of one kind only. --all ends all of them: an account \
            without a key that does so is lost.
            """)

    @OptionGroup var delegate: DelegateAccountOption
    @OptionGroup var type: ProxyTypeOptions

    @Flag(help: "End that anybody may act.")
    var all = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func validate() throws {
        guard all, delegate.delegate != nil || type.proxyType != nil || type.delay != nil else { return }
        throw CLIError(.usage, "--all ends all proxies, and another option names one: leave one out")
    }

    func run(_ console: Console) async throws -> ExitStatus {
        guard !all else {
            return try await transaction.carryOut(console) { _, _ in
                ActionStep(.removeProxies()) { $0.report("Nobody may act any more") }
            }
        }
        let delegate = try await delegate.account(among: transaction.wallet, console)
        return try await transaction.carryOut(console) { subtensor, wallet in
            let own = try await subtensor.proxies(of: wallet.coldkeyPublic()).proxies.filter {
                $0.delegate == delegate && (type.proxyType == nil || $0.kind.name == type.proxyType)
                    && (type.delay == nil || $0.delay == type.delay)
            }
            guard own.count < 2 else {
                let kinds = own.map { "\($0.kind.name) with a delay of \($0.delay)" }.joined(separator: ", ")
                throw CLIError(.usage, "\(delegate) is a proxy for \(kinds): say which with --proxy-type and --delay")
            }
            let kind = own.first?.kind ?? ProxyKind(type.proxyType ?? "anything")
            return ActionStep(.removeProxy(delegate, kind: kind, delay: own.first?.delay ?? type.delay ?? 0)) {
                $0.report("\(delegate) is no proxy for \(kind.name) any more")
            }
        }
    }
}

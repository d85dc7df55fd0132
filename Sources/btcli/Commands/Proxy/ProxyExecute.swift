// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli proxy execute`: carries out what a proxy with a delay announced.
struct ProxyExecute: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "execute",
        abstract: "Carry out a call that a proxy announced, once its delay has passed.",
        discussion: """
            What '--announce-only' announced on this machine is found by its hash; else --call-hex has to tell the call. \
            Anyone may sign, and pays the fee.
            """)

    @OptionGroup var call: DeferredCallOptions
    @OptionGroup var real: RealAccountOption

    @Option(
        name: [.customLong("delegate"), .customLong("delegate-ss58")],
        help: ArgumentHelp("The proxy that announced it. (default: the wallet's coldkey)", valueName: "name|ss58"),
        transform: Receiver.init)
    var delegate: Receiver?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let hash = try await call.hash(console)
        guard let bytes = try call.bytes(of: hash, console) else {
            throw CLIError(
                .usage, "no call of the hash \(hash) was kept on this machine: give the call with --call-hex")
        }
        let real = try await real.account(transaction, console)
        let delegate = try delegate?.account(among: transaction.wallet, console)
        let kind = transaction.acting.forceProxyType.map { ProxyKind($0) }
        return try await transaction.carryOut(console) { subtensor, wallet in
            let call = try subtensor.client.runtime.metadata.decodeCall(bytes)
            let base = wallet.capacity.multisig.map { Capacity.member(of: $0) } ?? .own
            let sender = try base.multisig?.account ?? wallet.wallet.coldkeyPublic()
            var step = ActionStep(.deferred(call)) { $0.report("Carried out \(call) for \(real)") }
            step.capacity = base.carryingOutAnnounced(by: delegate ?? sender, for: real, kind: kind)
            return step
        }
    }
}

/// `btcli proxy announce`: announces a call that is at hand as bytes.
struct ProxyAnnounce: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "announce",
        abstract: "Announce a call for an account, to be carried out after the proxy's delay.",
        discussion:
            "Every command that sends does so with --proxy-for and --announce-only; this one takes the call's bytes.")

    @OptionGroup var call: DeferredCallOptions
    @OptionGroup var real: RealAccountOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let hash = try await call.hash(console)
        guard let bytes = try call.bytes(of: hash, console) else {
            throw CLIError(.usage, "what \(hash) would do has to be shown: give the call with --call-hex")
        }
        let real = try await real.account(transaction, console)
        let kind = transaction.acting.forceProxyType.map { ProxyKind($0) }
        return try await transaction.carryOut(console) { subtensor, wallet in
            let call = try subtensor.client.runtime.metadata.decodeCall(bytes)
            let base = wallet.capacity.multisig.map { Capacity.member(of: $0) } ?? .own
            var step = ActionStep(.deferred(call)) { $0.report("Carried out \(call) for \(real)") }
            step.capacity = base.announcing(for: real, kind: kind)
            return step
        }
    }
}

/// `btcli proxy withdraw`: takes back an announcement of one's own.
struct ProxyWithdraw: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take back what the wallet's coldkey announced as a proxy.",
        aliases: ["remove-announcement"])

    @OptionGroup var call: DeferredCallOptions
    @OptionGroup var real: RealAccountOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let hash = try await call.hash(console)
        let real = try await real.account(transaction, console)
        return try await transaction.carryOut(console) { _, wallet in
            var step = ActionStep(.removeAnnouncement(of: hash, for: real)) { $0.report("Took back \(hash.hex)") }
            // --proxy-for names the account that is meant, and does not act here.
            step.capacity = wallet.capacity.multisig.map { .member(of: $0) } ?? .own
            return step
        }
    }
}

/// `btcli proxy reject`: forbids what a proxy announced.
struct ProxyReject: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Forbid what a proxy announced for the wallet's coldkey.",
        aliases: ["reject-announcement"])

    @OptionGroup var call: DeferredCallOptions
    @OptionGroup var delegate: DelegateAccountOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let hash = try await call.hash(console)
        let delegate = try await delegate.account(among: transaction.wallet, console)
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.rejectAnnouncement(of: hash, by: delegate)) { $0.report("Forbade \(hash.hex) of \(delegate)") }
        }
    }
}

extension ProxyAnnouncements {
    fileprivate func report(_ sentence: StyledText) -> ActionReport {
        ActionReport(
            sentence,
            [
                Fact("announcements", "Still announced", .integer(announcements.count)),
                Fact("deposit_tao", "Held (τ)", .tao(deposit)),
            ], news: ["announcements", "deposit_tao"])
    }
}

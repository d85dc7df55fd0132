// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli multisig approve`: goes on with what another member began.
struct MultisigApprove: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a call of an account of several keys; the last approval carries it out.",
        discussion: """
            The call is read from the chain, where the member wrote it who began it, and shown before anyone is asked. One \
            that was begun by its hash only takes --call-hex.
            """)

    @OptionGroup var options: MultisigApprovalOptions
    var global: GlobalOptions { options.transaction.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console, isLast: false) }
}

/// `btcli multisig execute`: gives the last approval.
struct MultisigExecute: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "execute",
        abstract: "Give the last approval to a call of an account of several keys, which carries it out.",
        discussion: "Like 'multisig approve', but nothing is sent unless it is the last approval.")

    @OptionGroup var options: MultisigApprovalOptions
    var global: GlobalOptions { options.transaction.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console, isLast: true) }
}

/// The options that name an account of several keys and one of its calls.
struct MultisigCallOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The account, by its name in the address book.", valueName: "name"))
    var name: String?

    @OptionGroup var call: DeferredCallOptions

    func multisig(_ transaction: TransactionOptions, _ console: Console) throws -> MultisigAccount {
        guard let name = name ?? transaction.acting.multisig else {
            throw CLIError(.usage, "say which account: its name in the address book, see 'btcli multisig list'")
        }
        return try AddressBook(environment: console.environment).multisig(name)
    }

    /// The hash; the only one that waits where none was named.
    func hash(
        of multisig: MultisigAccount, among waiting: [Hash256: MultisigOperation], _ console: Console
    ) async throws -> Hash256 {
        if call.callHash == nil, call.callHex == nil, waiting.count == 1, let only = waiting.first { return only.key }
        if call.callHash == nil, call.callHex == nil, waiting.isEmpty {
            throw BittensorError(.notAnnounced, "no call of \(multisig.account) waits for approvals")
        }
        return try await call.hash(console)
    }
}

/// What the two have in common.
struct MultisigApprovalOptions: ParsableArguments {
    @OptionGroup var options: MultisigCallOptions
    @OptionGroup var transaction: TransactionOptions

    func run(_ console: Console, isLast: Bool) async throws -> ExitStatus {
        let multisig = try options.multisig(transaction, console)
        return try await transaction.carryOut(console) { subtensor, _ in
            let waiting = try await subtensor.multisigOperations(of: multisig.account)
            let hash = try await options.hash(of: multisig, among: waiting, console)
            let approvals = waiting[hash]?.approvals.count ?? 0
            guard !isLast || approvals + 1 >= Int(multisig.threshold) else {
                throw BittensorError(
                    .notCarriedOutYet,
                    "\(approvals) of \(multisig.threshold) have approved \(hash): approve it first, and let others do so"
                )
            }
            guard let call = try await call(hash, waiting[hash], subtensor, console) else {
                guard !isLast else {
                    throw CLIError(.usage, "nobody wrote the call \(hash) into the chain: give it with --call-hex")
                }
                var step = ActionStep(.approveMultisig(hash, of: multisig)) { $0.report(hash, multisig) }
                step.capacity = .own
                return step
            }
            var step = ActionStep(.deferred(call)) { $0.report("Carried out \(call) for \(multisig.account)") }
            step.capacity = .member(of: multisig)
            return step
        }
    }

    /// The call: as it was given, as it stands in the chain, or as it was kept here.
    private func call(
        _ hash: Hash256, _ waiting: MultisigOperation?, _ subtensor: Subtensor, _ console: Console
    ) async throws -> Call? {
        if options.call.callHex == nil, let waiting,
            let call = try? await subtensor.call(of: waiting, hash: hash)
        {
            return call
        }
        return try options.call.bytes(of: hash, console).map { try subtensor.client.runtime.metadata.decodeCall($0) }
    }
}

/// `btcli multisig cancel`: takes back what one began.
struct MultisigCancel: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Take back a call that waits for approvals, for the member who began it; the deposit comes back.")

    @OptionGroup var options: MultisigCallOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let multisig = try options.multisig(transaction, console)
        return try await transaction.carryOut(console) { subtensor, _ in
            let waiting = try await subtensor.multisigOperations(of: multisig.account)
            let hash = try await options.hash(of: multisig, among: waiting, console)
            var step = ActionStep(.cancelMultisig(hash, of: multisig)) { _ in
                ActionReport(
                    "Took back \(hash.hex)", [Fact("call_hash", "Call hash", .text(hash.hex))])
            }
            step.capacity = .own
            return step
        }
    }
}

extension MultisigOperation? {
    fileprivate func report(_ hash: Hash256, _ multisig: MultisigAccount) -> ActionReport {
        let count = self?.approvals.count ?? 0
        return ActionReport(
            "Approved \(hash.hex), \(count) of \(multisig.threshold),",
            [
                Fact("call_hash", "Call hash", .text(hash.hex)), Fact("approvals", "Approvals", .integer(count)),
                Fact("threshold", "Needed", .integer(multisig.threshold)),
            ])
    }
}

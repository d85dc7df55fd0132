// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli multisig pending`: what waits for approvals.
struct MultisigPending: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending", abstract: "Show the calls of an account of several keys that wait for approvals.")

    @Argument(help: ArgumentHelp("The account, by its name in the address book.", valueName: "name"))
    var name: String?

    @Option(help: .hidden)
    var multisig: String?

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard let name = name ?? multisig else {
            throw CLIError(.usage, "say which account: its name in the address book, see 'btcli multisig list'")
        }
        let multisig = try AddressBook(environment: console.environment).multisig(name)
        let calls = try await network.read("Reading what waits", at: block.block, console) { subtensor, _ in
            let waiting = try await subtensor.multisigOperations(of: multisig.account)
            var calls: [PendingAnswer.Pending] = []
            for (hash, operation) in waiting.sorted(by: { $0.value.height < $1.value.height }) {
                // Blocks that the node has not any more tell nothing.
                let call = (try? await subtensor.call(of: operation, hash: hash)) ?? nil
                calls.append(.init(hash: hash, operation: operation, call: call))
            }
            return calls
        }
        try await table.show(
            PendingAnswer(name: name, multisig: multisig, calls: calls, names: wallet.accountNames(console)),
            on: console)
        return .done
    }
}

private struct PendingAnswer: TableAnswer {
    struct Pending: Sendable {
        let hash: Hash256
        let operation: MultisigOperation
        /// nil where it is known by its hash only.
        let call: Call?
    }

    let name: String
    let multisig: MultisigAccount
    let calls: [Pending]
    let names: AccountNames

    var title: String { "Waiting for approvals of \(name)" }
    var summary: [Fact] {
        [
            Fact("name", "Name", .text(name)), Fact("account", "Account", .address(multisig.account)),
            Fact("threshold", "Approvals needed", .integer(multisig.threshold)),
        ]
    }
    var rowsName: String { "calls" }
    var emptyText: String { "No call waits for approvals." }

    var table: DataTable {
        var table = DataTable([
            .text("call_hash", "Call hash", .middle), .text("call", "Call"), .number("approvals", "Approvals"),
            .text("approved_by", "Approved by"), .text("missing", "Not yet").expendable(1),
            .number("deposit_tao", "Held (τ)").expendable(2), .number("block_number", "Begun in").expendable(3),
        ])
        for pending in calls {
            let approved = pending.operation.approvals
            table.add([
                .text(pending.hash.hex), .text(orNone: pending.call.map { excerpt($0.words, limit: 200).printable }),
                .integer(approved.count), list(approved),
                list(multisig.members.filter { !approved.contains($0) }), .tao(pending.operation.deposit),
                .block(pending.operation.height),
            ])
        }
        return table
    }

    private func list(_ accounts: [AccountID]) -> CellValue {
        CellValue(
            .array(accounts.map { .string($0.ss58()) }),
            text: accounts.map { names[$0] ?? $0.ss58().shortened(to: 9, .middle) }.joined(separator: ", "))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root delegate`: stakes on a delegate, at the root.
struct RootDelegate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate",
        abstract: "Stake TAO of the wallet's coldkey on a delegate, at the root.",
        discussion: "'btcli root list-delegates' lists them; 'btcli stake add' stakes on any subnet.")

    @OptionGroup var delegate: DelegateOption
    @OptionGroup var amount: AmountOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await transaction.carryOut(console) { subtensor, _ in
            let hotkey = try await delegate.delegate(transaction.wallet, console) {
                try await subtensor.delegateRanking()
            }
            let amount = try await amount.tao(console, "How much shall be delegated")
            return ActionStep(.delegate(amount, to: hotkey), \.delegated)
        }
    }
}

/// `btcli root undelegate`: takes stake back from a delegate, at the root.
struct RootUndelegate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "undelegate",
        abstract: "Take TAO that is staked on a delegate, at the root, back to the wallet's coldkey.",
        discussion: "'btcli root my-delegates' lists yours; 'btcli stake remove' takes stake from any subnet.")

    @OptionGroup var delegate: DelegateOption
    @OptionGroup var amount: AmountOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await transaction.carryOut(console) { subtensor, wallet in
            let coldkey = try wallet.coldkeyPublic()
            let hotkey = try await delegate.delegate(transaction.wallet, console) {
                let own = try await subtensor.delegated(by: coldkey).filter { $0.netuid == 0 }
                return try await subtensor.ranking(of: own.map(\.delegate))
            }
            let amount = try await amount.tao(console, "How much shall be taken back")
            return ActionStep(.undelegate(amount, from: hotkey), \.undelegated)
        }
    }
}

extension StakeChange {
    fileprivate var delegated: ActionReport {
        report("Delegated \(after.above(before).onRoot) to \(hotkey)")
    }
    fileprivate var undelegated: ActionReport {
        report("Took \(before.above(after).onRoot) back from \(hotkey)")
    }

    private func report(_ sentence: StyledText) -> ActionReport {
        ActionReport(
            sentence,
            [
                Fact("hotkey", "Delegate", .address(hotkey)),
                Fact("stake_before_tao", "Stake before (τ)", .tao(Balance(rao: before.rao))),
                Fact("stake_after_tao", "Stake after (τ)", .tao(Balance(rao: after.rao))),
                Fact("balance_after_tao", "Left (τ)", .tao(balance)),
            ], news: ["stake_after_tao", "balance_after_tao"])
    }
}

extension Alpha {
    /// On the root stake is TAO.
    fileprivate var onRoot: Balance { Balance(rao: rao) }
}

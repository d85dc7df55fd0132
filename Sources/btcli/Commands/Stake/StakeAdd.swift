// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake add`: stakes TAO on hotkeys.
struct StakeAdd: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Stake TAO of the coldkey on one hotkey or several.",
        discussion: """
            Without --netuid the stake goes to the root, where TAO stays TAO; on another subnet it buys the subnet's \
            alpha. Every hotkey gets --amount. Shows everything and asks once before anything is sent.
            """)

    @OptionGroup var place: StakePlace
    @OptionGroup var amount: AmountOption

    @Option(
        help: ArgumentHelp(
            "Stake as much as each hotkey lacks until its stake is worth this, in TAO.", valueName: "amount"),
        transform: { try Balance(tao: $0) })
    var maxStake: Balance?

    @OptionGroup var protection: PriceProtectionOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func validate() throws { try amount.requireNone(beside: maxStake) }

    func run(_ console: Console) async throws -> ExitStatus {
        let neurons = try await place.neurons(of: transaction.wallet, console)
        guard neurons.count < 2 || !amount.all else {
            throw CLIError(.usage, "--all can go to one hotkey only, and \(neurons.count) were named: give an --amount")
        }
        let wanted: Wanted =
            if let maxStake {
                .upTo(maxStake)
            } else if let amount = try await amount.tao(console, "How much shall be staked") {
                .exactly(amount)
            } else {
                .everything
            }
        let netuid = place.netuid
        let note = "Every hotkey has that much stake already."
        return try await transaction.carryOutAll(console, orSay: note) { subtensor, wallet in
            let exactly: Balance? = if case .exactly(let tao) = wanted { tao } else { nil }
            let hotkeys = neurons.compactMap { if case .hotkey(let hotkey) = $0 { hotkey } else { nil as AccountID? } }
            await subtensor.foreseeStaking(
                on: hotkeys, netuid: netuid, of: try wallet.coldkeyPublic(), amount: exactly)
            return try await PlannedStep.each(neurons, on: netuid, subtensor) { hotkey in
                let amount: Balance?
                switch wanted {
                case .everything: amount = nil
                case .exactly(let tao): amount = tao
                case .upTo(let most):
                    let stake = try await subtensor.alpha(
                        of: wallet.coldkeyPublic(), on: hotkey, netuid: netuid)
                    let worth = try await subtensor.price(of: netuid).value(of: stake)
                    guard worth < most else { return nil }
                    amount = Balance(rao: most.rao - worth.rao)
                }
                let limit = try await protection.limit {
                    try await subtensor.limit(buying: amount, on: netuid, protection: $0)
                }
                return ActionStep(.addStake(amount, on: .hotkey(hotkey), netuid: netuid, limit: limit), \.added)
            }
        }
    }

    private enum Wanted {
        case everything
        case exactly(Balance)
        /// As much as lacks until the stake is worth this.
        case upTo(Balance)
    }
}

extension AmountOption {
    /// That nothing else says how much.
    func requireNone(beside maxStake: Balance?) throws(CLIError) {
        guard maxStake == nil || isEmpty else {
            throw CLIError(.usage, "--max-stake says how much, and --\(all ? "all" : "amount") does: leave one out")
        }
    }
}

extension StakeChange {
    /// What was bought.
    fileprivate var added: ActionReport { report("Staked \(after.above(before)) on \(hotkey), \(netuid.title),") }
    /// What was sold.
    var removed: ActionReport { report("Took \(before.above(after)) from \(hotkey), \(netuid.title),") }

    /// Where it lies now, and what is left.
    private func report(_ sentence: StyledText) -> ActionReport {
        ActionReport(
            sentence,
            [
                Fact("hotkey", "Hotkey", .address(hotkey)), Fact("netuid", "Subnet", .integer(netuid.rawValue)),
                Fact("stake_before_alpha", "Stake before (α)", .alpha(before)),
                Fact("stake_after_alpha", "Stake after (α)", .alpha(after)),
                Fact("balance_after_tao", "Balance after (τ)", .tao(balance)),
            ], news: ["stake_after_alpha", "balance_after_tao"],
            next: "'btcli stake show' lists all stake, and what it is worth")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake unstake-all`: takes all stake from hotkeys.
struct StakeUnstakeAll: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "unstake-all",
        abstract: "Take all stake from hotkeys, on every subnet, as TAO of the coldkey.",
        discussion: "No price is limited: much stake on a subnet with a small pool gives less than it is worth.")

    @OptionGroup var options: UnstakeAllOptions
    var global: GlobalOptions { options.transaction.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console, movingToRoot: false) }
}

/// `btcli stake unstake-all-alpha`: moves all stake of hotkeys to the root.
struct StakeUnstakeAllAlpha: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "unstake-all-alpha",
        abstract: "Move all stake of hotkeys from every subnet to the root, where it stays staked.",
        discussion: "No price is limited: much stake on a subnet with a small pool gives less than it is worth.")

    @OptionGroup var options: UnstakeAllOptions
    var global: GlobalOptions { options.transaction.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console, movingToRoot: true) }
}

/// What the two have in common.
struct UnstakeAllOptions: ParsableArguments {
    @OptionGroup var selection: HotkeySelection
    @OptionGroup var transaction: TransactionOptions

    func run(_ console: Console, movingToRoot: Bool) async throws -> ExitStatus {
        let hotkeys = try await selection.chosen(from: transaction.wallet, console)
        return try await transaction.carryOutAll(console, orSay: "There is no stake to take.") { subtensor, wallet in
            let staked = try await subtensor.stakes(of: try wallet.coldkeyPublic()).filter {
                $0.stake > .zero && (!movingToRoot || $0.netuid != 0)
            }
            return hotkeys.filter { hotkey in staked.contains { $0.hotkey == hotkey.account } }.map { hotkey in
                .step(
                    ActionStep(.unstakeAll(from: hotkey.account, movingToRoot: movingToRoot)) {
                        $0.report(movingToRoot: movingToRoot)
                    })
            }
        }
    }
}

extension Unstaked {
    fileprivate func report(movingToRoot: Bool) -> ActionReport {
        ActionReport(
            movingToRoot ? "Moved all stake on \(hotkey) to the root" : "Took all stake from \(hotkey)",
            [
                Fact("hotkey", "Hotkey", .address(hotkey)),
                Fact("balance_before_tao", "Balance before (τ)", .tao(before)),
                Fact("balance_after_tao", "Balance after (τ)", .tao(after)),
            ], news: ["balance_after_tao"])
    }
}

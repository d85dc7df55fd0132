// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake remove`: takes stake from hotkeys.
struct StakeRemove: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take stake from one hotkey or several, as TAO of the coldkey.",
        discussion: """
            Without --netuid the stake is the root's. Amounts are counted in the subnet's alpha; on the root that is \
            TAO. 'btcli stake unstake-all' takes what a hotkey has on every subnet.
            """)

    @OptionGroup var place: StakePlace
    @OptionGroup var amount: AmountOption

    @Option(
        help: ArgumentHelp(
            "Take what each hotkey has more than this, in TAO at the present price.", valueName: "amount"),
        transform: { try Balance(tao: $0) })
    var maxStake: Balance?

    @OptionGroup var protection: PriceProtectionOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func validate() throws { try amount.requireNone(beside: maxStake) }

    func run(_ console: Console) async throws -> ExitStatus {
        let neurons = try await place.neurons(of: transaction.wallet, console)
        let amount =
            maxStake == nil ? try await amount.alpha(console, "How much shall be taken", of: place.netuid) : nil
        let netuid = place.netuid
        return try await transaction.carryOutAll(console, orSay: "There is nothing to take.") { subtensor, wallet in
            let coldkey = try wallet.coldkeyPublic()
            let hotkeys = neurons.compactMap { if case .hotkey(let hotkey) = $0 { hotkey } else { nil as AccountID? } }
            await subtensor.foreseeStaking(on: hotkeys, netuid: netuid, of: coldkey)
            return try await PlannedStep.each(neurons, on: netuid, subtensor) { hotkey in
                let stake = try await subtensor.alpha(of: coldkey, on: hotkey, netuid: netuid)
                var taken = amount
                if let maxStake {
                    taken = try await subtensor.price(of: netuid).surplus(of: stake, above: maxStake)
                    guard taken != .zero else { return nil }
                } else if amount == nil, stake == .zero, neurons.count > 1 {
                    return nil
                }
                let selling = taken ?? stake
                let limit = try await protection.limit {
                    try await subtensor.limit(selling: selling, on: netuid, protection: $0)
                }
                return ActionStep(
                    .removeStake(taken, from: .hotkey(hotkey), netuid: netuid, limit: limit), \.removed)
            }
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli subnets register`: registers a hotkey by burning TAO.
struct SubnetsRegister: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a hotkey on a subnet by burning TAO of the coldkey.",
        discussion: """
            Shows price, fee, key and network, and asks, before anything is sent. With --pow it is 'btcli subnets \
            pow-register', with all its options; on subnet 0 it is 'btcli root register'.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(
        name: [.customLong("max-price"), .customLong("limit")],
        help: ArgumentHelp(
            "Refuse a price above this, also when it rises until the block. (default: half a percent above the price that is shown)",
            valueName: "tao"),
        transform: { try Balance(tao: $0) })
    var maxPrice: Balance?

    @Flag(help: "Wait until the price has come down to --max-price, and register then.")
    var wait = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func validate() throws {
        guard !wait || maxPrice != nil else {
            throw CLIError(.usage, "--wait waits for a price: add --max-price")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        return try await transaction.carryOut(console, orSay: "The hotkey is registered on subnet \(netuid) already.") {
            subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            try await subtensor.requireSubnet(netuid)
            guard try await subtensor.uid(of: hotkey, on: netuid) == nil else { return nil }
            if netuid == 0 { return ActionStep(.rootRegister(hotkey), \.report) }
            guard let maxPrice else { return ActionStep(.burnedRegister(hotkey, on: netuid), \.report) }
            var step = ActionStep(
                .register(hotkey, on: netuid, payingAtMost: maxPrice, isWaiting: wait), \.report)
            if wait {
                step.waiting = { subtensor in
                    try await subtensor.waitForBurn(atMost: maxPrice, on: netuid) { price, block in
                        console.say("Block \(block): registration costs \(price); waiting for \(maxPrice) or less")
                    }
                }
            }
            return step
        }
    }
}

extension StyledText {
    /// What whoever has registered a hotkey does next.
    static let afterRegistration: StyledText =
        "'btcli wallet overview' shows the neuron, 'btcli init miner FOLDER' writes a miner for it"
}

extension Registration {
    /// Who became what.
    var report: ActionReport {
        ActionReport(
            "Registered \(keys.hotkey) as uid \(uid) of \(netuid.title)",
            [
                Fact("netuid", "Subnet", .integer(netuid.rawValue)), Fact("uid", "Uid", .integer(uid)),
                Fact("hotkey", "Hotkey", .address(keys.hotkey)), Fact("coldkey", "Coldkey", .address(keys.coldkey)),
            ], next: netuid == 0 ? nil : .afterRegistration)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli subnets start`: starts a new subnet.
struct SubnetsStart: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a new subnet that the wallet's coldkey owns: stake and emission begin.",
        discussion: "'btcli subnets check-start' tells whether it may be started yet.")

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.startCall(on: netuid)) { block in
                ActionReport(
                    "Started subnet \(netuid)",
                    [Fact("first_emission_block", "Emits from block", block.map { .block($0) } ?? .none)],
                    news: ["first_emission_block"])
            }
        }
    }
}

/// `btcli subnets check-start`: whether a subnet may be started.
struct SubnetsCheckStart: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-start",
        abstract: "Tell whether a subnet's owner may start it now, and why not; the status is 1 for a no.")

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let (owner, obstacle) = try await network.read("Reading subnet \(netuid)", at: nil, console) { subtensor, _ in
            try await subtensor.requireSubnet(netuid)
            guard let owner = try await subtensor.subnetOwner(netuid) else {
                return (AccountID?.none, String?("nobody owns subnet \(netuid)"))
            }
            do {
                _ = try await subtensor.preview(.startCall(on: netuid), for: owner)
                return (owner, nil)
            } catch let error as BittensorError where error.code == .invalidOption {
                return (owner, error.reason)
            }
        }
        try console.show(
            FactsAnswer([
                Fact("network", "Network", .text(network.setting(console).title)),
                Fact("netuid", "Subnet", .integer(netuid.rawValue)),
                Fact("owner", "Owner", owner.map { .address($0) } ?? .none),
                Fact("can_start", "May be started", .yesNo(obstacle == nil)),
                Fact("reason", "Because", .text(orNone: obstacle)),
            ]))
        return obstacle == nil ? .done : .no
    }
}

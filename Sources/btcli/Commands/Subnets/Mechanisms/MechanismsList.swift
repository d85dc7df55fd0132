// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli subnets mechanisms list`: the incentive mechanisms of a subnet, and what each gets.
struct MechanismsList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the incentive mechanisms of a subnet, and how its emission is split between them.",
        aliases: ["emissions"])

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let mechanisms = try await network.read("Reading subnet \(netuid)", at: block.block, console) { subtensor, _ in
            async let checked: Void = subtensor.requireSubnet(netuid)
            let mechanisms = try await subtensor.mechanisms(of: netuid)
            try await checked
            return mechanisms
        }
        try await table.show(
            MechanismsAnswer(network: network.setting(console).title, mechanisms: mechanisms), on: console)
        return .done
    }
}

/// `btcli subnets mechanisms count`: how many there are.
struct MechanismsCount: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Tell how many incentive mechanisms a subnet has, and how many it may have.")

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var block: BlockOption
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let mechanisms = try await network.read("Reading subnet \(netuid)", at: block.block, console) { subtensor, _ in
            async let checked: Void = subtensor.requireSubnet(netuid)
            let mechanisms = try await subtensor.mechanisms(of: netuid)
            try await checked
            return mechanisms
        }
        try console.show(
            FactsAnswer([
                Fact("network", "Network", .text(network.setting(console).title)),
                Fact("netuid", "Subnet", .integer(netuid.rawValue)),
                Fact("mechanism_count", "Mechanisms", .integer(mechanisms.count)),
                Fact("max_mechanism_count", "At most", mechanisms.most.map { .integer($0) } ?? .none),
            ]))
        return .done
    }
}

/// The mechanisms of a subnet.
private struct MechanismsAnswer: TableAnswer {
    let network: String
    let mechanisms: SubnetMechanisms

    var title: String { "Mechanisms of subnet \(mechanisms.netuid) on \(network)" }
    var summary: [Fact] {
        [
            Fact("network", "Network", .text(network)),
            Fact("netuid", "Subnet", .integer(mechanisms.netuid.rawValue)),
            Fact("mechanism_count", "Mechanisms", .integer(mechanisms.count)),
            Fact("split_evenly", "In equal parts", .yesNo(mechanisms.split == nil)),
        ]
    }
    var rowsName: String { "mechanisms" }
    var emptyText: String { "The subnet has no mechanisms." }

    var table: DataTable {
        var table = DataTable([
            .number("mechanism", "Mechanism"), .number("index", "Storage index").expendable(1),
            .number("emission_share", "Emission"),
        ])
        for index in mechanisms.indices {
            table.add([
                .integer(index.mechanism), .integer(index.rawValue), .fraction(mechanisms.share(of: index.mechanism)),
            ])
        }
        return table
    }
}

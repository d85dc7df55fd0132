// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli subnets hyperparameters`: what the owner of a subnet has set.
struct SubnetsHyperparameters: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "hyperparameters",
        abstract: "Show the hyperparameters of a subnet.",
        discussion: "'btcli sudo set' changes them, for the subnet's owner.",
        aliases: ["hparams", "parameters"])

    @OptionGroup var options: HyperparameterReading
    var global: GlobalOptions { options.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console) }
}

/// What `subnets hyperparameters` and `sudo get` have in common.
struct HyperparameterReading: ParsableArguments {
    @OptionGroup var subnet: SubnetOption

    @Option(help: ArgumentHelp("Only this one.", valueName: "parameter"))
    var param: String?

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let parameters = try await network.read("Reading subnet \(netuid)", at: block.block, console) { subtensor, _ in
            async let checked: Void = subtensor.requireSubnet(netuid)
            let parameters = try await HyperparameterValue.list(of: netuid, subtensor)
            try await checked
            return parameters
        }
        var answer = HyperparametersAnswer(
            network: network.setting(console).title, netuid: netuid, parameters: parameters)
        if let param { try answer.keep(param) }
        try table.show(answer, on: console)
        return .done
    }
}

/// The hyperparameters of a subnet.
struct HyperparametersAnswer: TableAnswer {
    let network: String
    let netuid: NetUID
    var parameters: [HyperparameterValue]

    var title: String { "Hyperparameters of subnet \(netuid) on \(network)" }
    var summary: [Fact] {
        [Fact("network", "Network", .text(network)), Fact("netuid", "Subnet", .integer(netuid.rawValue))]
    }
    var rowsName: String { "hyperparameters" }
    var emptyText: String { "The chain tells no hyperparameters of this subnet." }

    var table: DataTable {
        var table = DataTable([
            .text("name", "Parameter", .never), .number("value", "Value"), .text("meaning", "Meaning"),
        ])
        for parameter in parameters {
            table.add([.text(parameter.name), parameter.value, .text(orNone: parameter.meaning)])
        }
        return table
    }

    /// Leaves one parameter, by the name that the Python tools or the runtime give it.
    mutating func keep(_ name: String) throws(CLIError) {
        let wanted = name.lowercased().replacing("-", with: "_")
        guard let found = HyperparameterValue.named(wanted, in: parameters) else {
            let names = parameters.map(\.name)
            throw CLIError(
                .usage,
                "subnet \(netuid) has no parameter \(excerpt(name))"
                    + (NearestName.of(wanted, in: names).map { ", did you mean \($0)?" }
                        ?? ": it has \(names.joined(separator: ", "))"))
        }
        parameters = [found]
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli subnets hyperparameters`: what the owner of a subnet has set.
struct SubnetsHyperparameters: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "hyperparameters",
        abstract: "Show the hyperparameters of a subnet, and which of them its owner may set.",
        discussion: "'btcli sudo set' changes them, for the subnet's owner.",
        aliases: ["hparams", "parameters"])

    @OptionGroup var options: HyperparameterOptions
    var global: GlobalOptions { options.global }

    func run(_ console: Console) async throws -> ExitStatus { try await options.run(console) }
}

/// What `subnets hyperparameters` and `sudo get` have in common.
struct HyperparameterOptions: ParsableArguments {
    @OptionGroup var subnet: SubnetOption

    @Option(help: ArgumentHelp("Only this one.", valueName: "parameter"))
    var param: String?

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let readings = try await network.read("Reading subnet \(netuid)", at: block.block, console) { subtensor, _ in
            async let checked: Void = subtensor.requireSubnet(netuid)
            let found = try await read(netuid, subtensor)
            try await checked
            return found
        }
        let answer = HyperparametersAnswer(
            network: network.setting(console).title, netuid: netuid, readings: readings)
        try await table.show(answer, on: console)
        return .done
    }

    private func read(_ netuid: NetUID, _ subtensor: Subtensor) async throws -> [HyperparameterReading] {
        guard let param else { return try await subtensor.hyperparameterReadings(of: netuid) }
        if let reading = try await subtensor.hyperparameterReading(param, of: netuid) { return [reading] }
        let names = try await subtensor.hyperparameterReadings(of: netuid).map(\.parameter.name)
        throw CLIError(
            .usage,
            "subnet \(netuid) has no parameter \(excerpt(param))"
                + (NearestName.of(Hyperparameter.written(param), in: names).map { ", did you mean \($0)?" }
                    ?? ": it has \(names.joined(separator: ", "))"))
    }
}

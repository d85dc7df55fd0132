// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli sudo set`: sets a hyperparameter of a subnet.
struct SudoSet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set a hyperparameter of a subnet that the wallet's coldkey owns.",
        discussion: """
            Names are those of 'btcli sudo get' or of the runtime; amounts are in rao, parts in their raw numbers. The \
            value so far is shown before you are asked.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(name: [.long, .customLong("parameter")], help: ArgumentHelp("Which one.", valueName: "parameter"))
    var param: String?

    @Option(
        help: ArgumentHelp(
            "A whole number, true or false; two numbers with a comma for alpha_values.", valueName: "value"))
    var value: String?

    @Flag(name: .customLong("as-root"), help: "Sign as the key that owns the whole chain, such as that of a localnet.")
    var asRoot = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        return try await transaction.carryOut(console) { subtensor, _ in
            try await subtensor.requireSubnet(netuid)
            let now = try await HyperparameterValue.list(of: netuid, subtensor)
            let name =
                if let param { param } else { try await Self.name(of: now, console) }
            let wanted = name.lowercased().replacing("-", with: "_")
            let before = now.first { $0.name == wanted }?.value
            let value =
                if let value { value } else {
                    try await console.ask(
                        "Enter value for \(wanted)" + (before.map { ", now \($0.text)" } ?? ""), option: "--value")
                }
            var step = ActionStep(.setHyperparameter(wanted, to: value, on: netuid, asRoot: asRoot)) { change in
                [
                    Fact("netuid", "Subnet", .integer(change.netuid.rawValue)),
                    Fact("param", "Parameter", .text(wanted)),
                    Fact("value_before", "Value before", .text(orNone: before?.text)),
                    Fact("value", "Value", .text(value)),
                ]
            }
            if let before { step.notes = [.init("Change", "\(before.text) → \(value)")] }
            return step
        }
    }

    /// Asks for a name, with those to choose from above.
    private static func name(
        of now: [HyperparameterValue], _ console: Console
    ) async throws -> String {
        if console.canAsk {
            var table = Table([.text("Parameter", .never), .number("Value")])
            for parameter in now { table.add([parameter.name, parameter.value.text]) }
            console.status.say("\n" + table.text(width: console.terminal.talk.size?.columns) + "\n")
        }
        return try await console.ask("Enter parameter", option: "--param")
    }
}

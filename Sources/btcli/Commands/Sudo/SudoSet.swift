// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli sudo set`: sets a hyperparameter of a subnet.
struct SudoSet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set a hyperparameter of a subnet that the wallet's coldkey owns.",
        discussion: """
            Names are those of 'btcli sudo get' or of the runtime. A whole number is the chain's own: rao for amounts, \
            steps of 1/65535 and the like for parts. TAO say so, as 0.1tao; parts of 1 have a point or a per cent sign, as \
            0.6 and 60%. The value so far and the new one are shown before you are asked, with what they come to.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(name: [.long, .customLong("parameter")], help: ArgumentHelp("Which one.", valueName: "parameter"))
    var param: String?

    @Option(
        help: ArgumentHelp(
            "A number, true or false, an address; two numbers with a comma for alpha_values.", valueName: "value"))
    var value: String?

    @Flag(name: .customLong("as-root"), help: "Sign as the key that owns the whole chain, such as that of a localnet.")
    var asRoot = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        if let param, let value { try Hyperparameter.judge(value, for: Self.written(param)) }
        let netuid = try await subnet.netuid(console)
        return try await transaction.carryOut(console) { subtensor, _ in
            try await subtensor.requireSubnet(netuid)
            let now = try await HyperparameterValue.list(of: netuid, subtensor)
            let names = Hyperparameter.names(subtensor, asRoot: asRoot)
            let name =
                if let param { param } else {
                    try await Self.name(of: now.filter { Hyperparameter.isSettable($0.name, among: names) }, console)
                }
            let wanted = Self.written(name)
            try Self.check(wanted, now, subtensor)
            let before = HyperparameterValue.named(wanted, in: now)
            let value =
                if let value { value } else {
                    try await console.ask(
                        "Enter value for \(wanted)" + (before.map { ", now \($0.words)" } ?? ""), option: "--value")
                }
            var step = ActionStep(.setHyperparameter(wanted, to: value, on: netuid, asRoot: asRoot)) { change in
                [
                    Fact("netuid", "Subnet", .integer(change.netuid.rawValue)),
                    Fact("param", "Parameter", .text(wanted)),
                    Fact("value_before", "Value before", .text(orNone: before?.value.text)),
                    Fact("value", "Value", .text(change.text)),
                ]
            }
            if let before {
                let after = Hyperparameter.unit(of: wanted).words(for: value, of: wanted)
                step.notes = [.init("Change", "\(before.words) → \(after)")]
            }
            return step
        }
    }

    /// A name as the runtime writes it.
    private static func written(_ name: String) -> String { name.lowercased().replacing("-", with: "_") }

    /// Refuses what cannot be set and is near to something that can; the rest is the action's to refuse.
    private static func check(
        _ name: String, _ now: [HyperparameterValue], _ subtensor: Subtensor
    ) throws(BittensorError) {
        let names = Hyperparameter.names(subtensor)
        guard !Hyperparameter.isSettable(name, among: names) else { return }
        let known = now.map(\.name).filter { Hyperparameter.isSettable($0, among: names) } + names
        guard
            let meant = ways[name].map({ ": \($0)" })
                ?? NearestName.of(name, in: known).map({ ", did you mean \($0)?" })
        else { return }
        throw BittensorError(.callMissing, "this runtime sets no \(excerpt(name)) on a subnet\(meant)")
    }

    /// What sets that which has no call of its own.
    private static let ways = [
        "alpha_high": "alpha_values sets both bounds, as LOW,HIGH",
        "alpha_low": "alpha_values sets both bounds, as LOW,HIGH",
        "yuma_version": "yuma3_enabled sets it, to true or false", "subnet_is_active": "'btcli subnets start' does",
    ]

    /// Asks for a name, with those to choose from above.
    private static func name(
        of now: [HyperparameterValue], _ console: Console
    ) async throws -> String {
        if console.canAsk {
            var table = Table([.text("Parameter", .never), .number("Value")])
            for parameter in now { table.add([parameter.name, parameter.words]) }
            console.status.say("\n" + table.text(width: console.terminal.talk.size?.columns) + "\n")
        }
        return try await console.ask("Enter parameter", option: "--param")
    }
}

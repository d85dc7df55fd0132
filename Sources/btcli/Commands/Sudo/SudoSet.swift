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
            Names are those of 'btcli sudo get', which says who may set what and how far, of the other btcli, or of the \
            runtime. A whole number is the chain's own: rao for amounts, steps of 1/65535 and the like for parts. With a \
            point it is what people count in: 0.1 is TAO, a part of 1, or a multiple; 0.1tao and 60% say so. Flags are on \
            or off, others an address or a word. The value so far and the new one are shown in both before you are asked, \
            and what the chain has afterwards is read back.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(name: [.long, .customLong("parameter")], help: ArgumentHelp("Which one.", valueName: "parameter"))
    var param: String?

    @Option(
        help: ArgumentHelp(
            "A number, on or off, an address, a word; two numbers with a comma for alpha_values.", valueName: "value"))
    var value: String?

    @Flag(name: .customLong("as-root"), help: "Sign as the key that owns the whole chain, such as that of a localnet.")
    var asRoot = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        // What no runtime takes is told before any is asked.
        if let param, let value { _ = try Hyperparameter.named(param)?.reading(of: value) }
        let netuid = try await subnet.netuid(console)
        return try await transaction.carryOut(console) { subtensor, _ in
            try await subtensor.requireSubnet(netuid)
            let parameter = try await parameter(on: netuid, subtensor, console)
            let text = try await text(for: parameter, on: netuid, subtensor, console)
            return ActionStep(.setHyperparameter(parameter.name, to: text, on: netuid, asRoot: asRoot)) { change in
                let before = change.before.map { " from \($0)" } ?? ""
                return ActionReport(
                    "Set \(change.name) of \(change.netuid.title)"
                        + StyledText(reading: "\(before) to \(change.value)"),
                    [
                        Fact("netuid", "Subnet", .integer(change.netuid.rawValue)),
                        Fact("param", "Parameter", .text(change.name)),
                        Fact("value_before", "Value before", .text(orNone: change.before.map { "\($0)" })),
                        Fact("value", "Value", .text("\(change.value)")),
                        Fact("read_back", "Read back", .yesNo(change.isReadBack)),
                    ], news: ["read_back"])
            }
        }
    }

    /// The parameter that was named, or that is chosen from a list of those that this key may set.
    private func parameter(
        on netuid: NetUID, _ subtensor: Subtensor, _ console: Console
    ) async throws -> Hyperparameter {
        if let param { return try Self.parameter(param, subtensor) }
        if console.canAsk {
            let mine: Set<Hyperparameter.Authority> = asRoot ? [.owner, .root] : [.owner, .ownerAlone]
            var table = Table([.text("Parameter", .never), .number("Value"), .text("Range")])
            for reading in try await subtensor.hyperparameterReadings(of: netuid) where mine.contains(reading.authority)
            {
                let row = reading.parameter
                table.add([row.name, reading.words, row.isUnbounded ? row.unit.name : row.unit.words(for: row.range)])
            }
            console.status.say("\n" + table.text(width: console.terminal.talk.size?.columns) + "\n")
        }
        return try await console.ask("Enter parameter", option: "--param") { try Self.parameter($0, subtensor) }
    }

    /// The value that was given, or an answer that the parameter takes.
    private func text(
        for parameter: Hyperparameter, on netuid: NetUID, _ subtensor: Subtensor, _ console: Console
    ) async throws -> String {
        if let value { return value }
        let now = try await subtensor.hyperparameterReading(parameter.name, of: netuid)
        return try await console.ask(
            "Enter value for \(parameter.name)" + (now.map { ", now \($0.words)" } ?? ""), option: "--value"
        ) { answer in
            _ = try parameter.reading(of: answer)
            return answer
        }
    }

    /// The parameter of a name, or which one may be meant.
    private static func parameter(_ name: String, _ subtensor: Subtensor) throws(BittensorError) -> Hyperparameter {
        if let found = Hyperparameter.named(name, on: subtensor) { return found }
        let names = Hyperparameter.all(on: subtensor).filter { $0.authority(on: subtensor) != .nobody }.map(\.name)
        throw BittensorError(
            .callMissing,
            "this runtime sets no \(excerpt(name)) on a subnet"
                + (NearestName.of(Hyperparameter.written(name), in: names).map { ", did you mean \($0)?" }
                    ?? ": it sets \(names.joined(separator: ", "))"))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli subnets mechanisms set`: how many mechanisms a subnet has.
struct MechanismsSet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set how many incentive mechanisms a subnet has that the wallet's coldkey owns.",
        discussion: """
            The split of its emission is forgotten then: it is in equal parts again. With fewer of them, all weights, \
            bonds and incentives of those that go are lost. A chain allows it once a day.
            """)

    @OptionGroup var subnet: SubnetOption

    @Option(
        name: [.long, .customLong("mech-count"), .customLong("mechanism-count")],
        help: ArgumentHelp("How many.", valueName: "n"))
    var count: UInt8?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let count =
            if let count { count } else {
                try await console.ask("Enter how many mechanisms", option: "--count") {
                    try WholeNumber.parse($0, as: UInt8.self)
                }
            }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.setMechanismCount(count, on: netuid)) { .mechanisms("number", $0) }
        }
    }
}

/// `btcli subnets mechanisms split`: what each of them gets.
struct MechanismsSplit: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract:
            "Set how the emission of a subnet is split between its mechanisms, for the wallet's coldkey that owns it.",
        discussion: "A chain allows it once a day.",
        aliases: ["split-emissions"])

    @OptionGroup var subnet: SubnetOption

    @Option(
        help: ArgumentHelp(
            "A number for each mechanism, in any proportion, such as 3,1; or even.", valueName: "numbers"))
    var split: String?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    private static let name = "mechanism_emission_split"

    func run(_ console: Console) async throws -> ExitStatus {
        if let split { _ = try Hyperparameter.named(Self.name)?.reading(of: split) }
        let netuid = try await subnet.netuid(console)
        let split =
            if let split { split } else {
                try await console.ask("Enter a number for each mechanism, or even", option: "--split") { answer in
                    _ = try Hyperparameter.named(Self.name)?.reading(of: answer)
                    return answer
                }
            }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.setHyperparameter(Self.name, to: split, on: netuid)) { .mechanisms("split", $0) }
        }
    }
}

extension ActionReport {
    /// What a subnet's mechanisms were and are.
    fileprivate static func mechanisms(_ what: String, _ change: HyperparameterChange) -> ActionReport {
        ActionReport(
            "Set the \(what) of mechanisms of \(change.netuid.title) to \(change.value)",
            [
                Fact("netuid", "Subnet", .integer(change.netuid.rawValue)),
                Fact("value_before", "Before", .text(orNone: change.before.map { "\($0)" })),
                Fact("value", "Now", .text("\(change.value)")),
            ])
    }
}

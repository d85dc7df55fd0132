// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import SubtensorClient
import SubtensorLocalnet

/// Rehearsals of a transfer and of an added stake on a chain like the main network, whose node is 100 ms away.
@main
struct Rehearsals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearsals",
        abstract: "Time rehearsals over a line of 100 ms, on a chain of many full subnets.",
        discussion: """
            The first of its kind, with nothing kept; later ones, with the runtime's code and the questions of the one before \
            kept; and one that asks for one key at a time, as it would without guesses. The node is in the same process.
            """)

    @Argument(help: "The specification of a chain of spec 293.")
    var specification: String
    @Option(help: "How many subnets of 256 neurons there are.")
    var subnets: UInt16 = 128
    @Option(help: "How long a byte takes to the node, and as long back, in milliseconds.")
    var delay = 50
    @Option(help: "How often each is measured; what asks key by key once.")
    var turns = 5
    @Option(help: "Seconds after which the rehearsal that asks key by key is given up; 0 leaves it out.")
    var keyByKeyLimit = 300
    @Flag(help: "Rehearse upon blocks after which a subnet's epoch is due.")
    var epoch = false
    @Flag(help: "Fail when a first rehearsal takes more than 3 s, or a later one more than 1 s.")
    var check = false

    func validate() throws {
        guard (1...1024).contains(subnets) else { throw ValidationError("--subnets must be 1 to 1024") }
        guard turns > 0 else { throw ValidationError("--turns must be 1 or more") }
        guard delay >= 0 else { throw ValidationError("--delay must be 0 or more") }
    }

    func run() async throws {
        let file = [UInt8](try Data(contentsOf: URL(filePath: specification)))
        let chain = FullChain(subnets: subnets, hasEpochs: epoch)
        let configuration = try chain.configuration(try ChainSpecification(file: file))
        let delay = delay
        let measured = try await Localnet.with(configuration) { running in
            try await DelayLine.with(to: try RPCEndpoint(running.url), milliseconds: delay) { endpoint in
                try await withRPCClient(to: endpoint) { connection in
                    try await measure(over: MeteredConnection(connection), running.chain, chain)
                }
            }
        }
        print(
            "\(subnets) subnets of \(FullSubnet.neurons) neurons, \(2 * delay) ms, \(turns) turns:",
            "medians (least … most)")
        for row in measured { print(row) }
        let failures = measured.compactMap(\.failure)
        guard check, !failures.isEmpty else { return }
        for failure in failures { print(failure) }
        throw ExitCode.failure
    }

    private func measure(
        over connection: MeteredConnection, _ chain: Localnet, _ plan: FullChain
    ) async throws -> [Measured] {
        await chain.produceBlock()
        let client = try await SubstrateClient.connect(over: connection)
        let trial = Trial(
            subtensor: try Subtensor(client), connection: connection, chain: chain, blocksBetween: plan.blocksBetween)
        let transfer = Action.transfer(Balance(rao: 1_500_000_000), to: FullChain.stranger)
        let stake = Action.addStake(Balance(rao: 2_000_000_000), on: .uid(0), netuid: NetUID(FullChain.stakedOn))
        let limit = Duration.seconds(keyByKeyLimit)
        return try await trial.measure("transfer", transfer, turns: turns, keyByKey: limit)
            + trial.measure("stake", stake, turns: turns, keyByKey: limit)
    }
}

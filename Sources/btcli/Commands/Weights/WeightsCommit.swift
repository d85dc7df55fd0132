// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli weights commit`: commits to weights without telling them.
struct WeightsCommit: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Commit to weights of a subnet's neurons, to be revealed some epochs later.",
        discussion: """
            The hotkey signs. What the reveal needs is kept in ~/.bittensor/commitments, in a file that only you can \
            read, before anything is sent.
            """)

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var mechanism: WeightMechanismOption
    @OptionGroup var list: WeightListOptions
    @OptionGroup var salt: SaltOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let folder = try CommitmentFile.Folder(environment: console.environment)
        let salt = try salt.numbers()
        let netuid = try await subnet.netuid(console)
        let weights = try await list.quantized(console)
        return try await transaction.carryOut(console) { subtensor, wallet in
            try await .committing(
                weights, on: netuid, mechanism: mechanism.mechanism, versionKey: list.versionKey, salt: salt,
                by: wallet.hotkeyPublic(), in: folder, subtensor, console)
        }
    }
}

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
            let hotkey = try wallet.hotkeyPublic()
            let versionKey =
                if let key = list.versionKey { key } else {
                    try await subtensor.parameters(of: netuid).weightsVersionKey ?? 0
                }
            let commitment = WeightCommitment(weights, by: hotkey, on: netuid, salt: salt, versionKey: versionKey)
            let file = CommitmentFile(commitment, by: hotkey, in: folder)
            var step = ActionStep(.commitWeights(commitment)) { hash in
                [
                    Fact("commit_hash", "Commitment", .text(hash.hex)),
                    Fact("uids", "Uids", .list(weights.uids.map { .integer($0) })),
                    Fact("values", "Values", .list(weights.values.map { .integer($0) })),
                    Fact("salt", "Salt", .list(commitment.salt.map { .integer($0) })),
                    Fact("version_key", "Version key", .digits(versionKey)),
                    Fact("file", "Kept in", .text(file.path)),
                ]
            }
            step.beforeSending = {
                try file.save()
                console.detail("What the reveal needs is in \(file.path)")
            }
            return step
        }
    }
}

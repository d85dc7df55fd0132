// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli weights reveal`: reveals weights that were committed to.
struct WeightsReveal: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "reveal",
        abstract: "Reveal weights that the wallet's hotkey has committed to.",
        discussion: """
            Without a list, the oldest open commitment that 'btcli weights commit' kept in ~/.bittensor/commitments is \
            revealed: nothing else is needed. One that was made elsewhere takes --uids, --weights and --salt.
            """)

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var mechanism: WeightMechanismOption
    @OptionGroup var list: WeightListOptions
    @OptionGroup var salt: SaltOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let salt = try salt.numbers()
        guard list.isEmpty, salt == nil else { return try await reveal(netuid, salt: salt, console) }
        let folder = try CommitmentFile.Folder(environment: console.environment)
        return try await transaction.carryOut(console) { subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            let file = try await folder.openCommitment(
                of: hotkey, on: netuid, mechanism: mechanism.mechanism, subtensor, console)
            return ActionStep(.revealWeights(try file.commitment(by: hotkey))) { stored in
                file.remove()
                return stored.revealed(on: netuid, file.content.commitHash)
            }
        }
    }

    /// Reveals what is all given on the command line.
    private func reveal(_ netuid: NetUID, salt: [UInt16]?, _ console: Console) async throws -> ExitStatus {
        let weights = try await list.quantized(console)
        let salt =
            if let salt { salt } else {
                try await NumberList(asking: "Enter salt (comma-separated)", "--salt", console).whole(UInt16.self)
            }
        return try await transaction.carryOut(console) { subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            let versionKey =
                if let key = list.versionKey { key } else {
                    try await subtensor.parameters(of: netuid).weightsVersionKey ?? 0
                }
            let commitment = WeightCommitment(
                weights, by: hotkey, on: netuid, mechanism: mechanism.mechanism, salt: salt, versionKey: versionKey)
            let open = try await subtensor.weightCommits(of: hotkey, on: netuid, mechanism: mechanism.mechanism)
            guard open.contains(where: { $0.hash == commitment.commitHash }) else {
                throw BittensorError(
                    .invalidWeights,
                    "the hotkey \(hotkey) has no open commitment on subnet \(netuid) to these weights, salt and version key"
                )
            }
            return ActionStep(.revealWeights(commitment)) { stored in
                stored.revealed(on: netuid, commitment.commitHash.hex)
            }
        }
    }
}

extension [UIDValue] {
    fileprivate func revealed(on netuid: NetUID, _ commitHash: String) -> ActionReport {
        ActionReport(
            "Revealed the weights for \(netuid.title)",
            [Fact("commit_hash", "Commitment", .text(commitHash))] + weightFacts,
            news: ["commit_hash", "uids", "weights"])
    }
}

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
            let file = try await subtensor.openCommitment(of: hotkey, on: netuid, in: folder)
            return ActionStep(.revealWeights(try file.commitment(by: hotkey))) { stored in
                file.remove()
                return [Fact("commit_hash", "Commitment", .text(file.content.commitHash))] + stored.weightFacts
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
            let commitment = WeightCommitment(weights, by: hotkey, on: netuid, salt: salt, versionKey: versionKey)
            let open = try await subtensor.weightCommits(of: hotkey, on: netuid)
            guard open.contains(where: { $0.hash == commitment.commitHash }) else {
                throw BittensorError(
                    .invalidWeights,
                    "the hotkey \(hotkey) has no open commitment on subnet \(netuid) to these weights, salt and version key"
                )
            }
            return ActionStep(.revealWeights(commitment)) { stored in
                [Fact("commit_hash", "Commitment", .text(commitment.commitHash.hex))] + stored.weightFacts
            }
        }
    }
}

extension Subtensor {
    /// The oldest commitment that the chain waits for and a file can reveal.
    fileprivate func openCommitment(
        of hotkey: AccountID, on netuid: NetUID, in folder: CommitmentFile.Folder
    ) async throws -> CommitmentFile {
        try await requireSubnet(netuid)
        let state = try await state()
        let commits = try await weightCommits(of: hotkey, on: netuid, at: .hash(state.hash))
        guard !commits.isEmpty else {
            throw BittensorError(
                .invalidWeights,
                "the hotkey \(hotkey) has no open commitment on subnet \(netuid): commit with 'btcli weights commit' first"
            )
        }
        // The block that can hold the reveal is the next one.
        let next = BlockNumber(state.number.rawValue + 1)
        let live = commits.filter { $0.revealBlocks.map { next <= $0.upperBound } ?? true }
        guard !live.isEmpty else {
            throw BittensorError(
                .invalidWeights, "the time to reveal what \(hotkey) committed to on subnet \(netuid) is over")
        }
        for commit in live {
            guard let file = try folder.file(commit.hash) else { continue }
            if let first = commit.revealBlocks?.lowerBound, next < first {
                throw BittensorError(
                    .attemptsUsedUp,
                    "the commitment \(commit.hash) can be revealed from block \(first) on; the newest is \(state.number)"
                )
            }
            return file
        }
        throw BittensorError(
            .damagedFile,
            "no file in \(excerpt(folder.path)) holds a commitment that \(hotkey) has open on subnet \(netuid): "
                + "give --uids, --weights and --salt")
    }
}

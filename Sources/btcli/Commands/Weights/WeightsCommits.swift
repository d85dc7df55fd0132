// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives
import SubtensorClient
import Timelock

/// `btcli weights commits`: commitments that are not open yet.
struct WeightsCommits: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "commits",
        abstract: "Show the weights that the wallet's hotkey has committed on a subnet and that are not open yet.",
        discussion: "Timelocked ones are opened by the chain, salted ones by 'btcli weights reveal'.",
        aliases: ["show-commits"])

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var mechanism: WeightMechanismOption
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let hotkey = try await wallet.hotkey(console).account
        let answer = try await network.read("Reading the commitments", at: block.block, console) { subtensor, place in
            try await subtensor.requireSubnet(netuid)
            let mechanism = mechanism.mechanism
            async let salted = subtensor.weightCommits(of: hotkey, on: netuid, mechanism: mechanism)
            async let beacon = subtensor.weightsBeacon()
            let timelocked: [UInt64: [TimelockedWeightCommit]]
            do {
                timelocked = try await subtensor.timelockedWeightCommits(on: netuid, mechanism: mechanism)
            } catch let error as ClientError where error.code == .notInRuntime {
                timelocked = [:]
            }
            return WeightCommitsAnswer(
                place: place, netuid: netuid, hotkey: hotkey, salted: try await salted,
                timelocked: timelocked.mapValues { $0.filter { $0.hotkey == hotkey } }, beacon: try await beacon)
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// What a hotkey has committed on a subnet.
struct WeightCommitsAnswer: TableAnswer {
    let place: ReadPlace
    let netuid: NetUID
    let hotkey: AccountID
    let salted: [OpenWeightCommit]
    /// By the epoch in which they were committed.
    let timelocked: [UInt64: [TimelockedWeightCommit]]
    /// Whose rounds open them.
    let beacon: DrandBeacon

    var title: String { "Commitments of \(hotkey) on subnet \(netuid)" }
    var summary: [Fact] {
        [Fact("netuid", "Subnet", .integer(netuid.rawValue)), Fact("hotkey", "Hotkey", .address(hotkey))] + place.facts
    }
    var rowsName: String { "commits" }
    var emptyText: String { "It has no weights there that are not open yet." }

    var table: DataTable {
        var table = DataTable([
            .text("mode", "Mode"), .text("commit_hash", "Commitment", .middle), .number("block", "Block"),
            .number("epoch", "Epoch"), .number("reveal_round", "Round"), .text("published", "Published"),
            .number("first_reveal_block", "Reveal from"), .number("last_reveal_block", "to"),
        ])
        for commit in salted {
            table.add([
                .text(WeightsMode.salted.rawValue), .text(commit.hash.hex), .block(commit.block), .none, .none, .none,
                commit.revealBlocks.map { .block($0.lowerBound) } ?? .none,
                commit.revealBlocks.map { .block($0.upperBound) } ?? .none,
            ])
        }
        for (epoch, commits) in timelocked.sorted(by: { $0.key < $1.key }) {
            for commit in commits {
                table.add([
                    .text(WeightsMode.timelocked.rawValue), .text(Hashing.blake2b256(commit.ciphertext).hex),
                    commit.block.map { .block($0) } ?? .none, .integer(epoch), .integer(commit.revealRound),
                    .text(orNone: MomentText.text(beacon.publication(of: commit.revealRound))), .none,
                    .none,
                ])
            }
        }
        return table
    }
}

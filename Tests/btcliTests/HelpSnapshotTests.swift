import ArgumentParser
import Foundation
import Testing

@testable import btcli

/// The help texts, as they are checked in under `Snapshots`.
///
/// After a wanted change run the tests once with `BTCLI_RECORD_SNAPSHOTS=1` and look at the difference.
@Suite("Help")
struct HelpSnapshotTests {
    static let commands: [(name: String, type: any ParsableCommand.Type)] = [
        ("btcli", Btcli.self),
        ("btcli-wallet", WalletGroup.self),
        ("btcli-wallet-create", WalletCreate.self),
        ("btcli-wallet-new-coldkey", WalletNewColdkey.self),
        ("btcli-wallet-new-hotkey", WalletNewHotkey.self),
        ("btcli-wallet-regen-coldkey", WalletRegenColdkey.self),
        ("btcli-wallet-regen-coldkeypub", WalletRegenColdkeypub.self),
        ("btcli-wallet-regen-hotkey", WalletRegenHotkey.self),
        ("btcli-wallet-regen-hotkeypub", WalletRegenHotkeypub.self),
        ("btcli-wallet-list", WalletList.self),
        ("btcli-wallet-update", WalletUpdate.self),
        ("btcli-wallet-change-password", WalletChangePassword.self),
        ("btcli-wallet-balance", WalletBalance.self),
        ("btcli-wallet-transfer", WalletTransfer.self),
        ("btcli-wallet-faucet", WalletFaucet.self),
        ("btcli-wallet-sign", WalletSign.self),
        ("btcli-wallet-verify", WalletVerify.self),
        ("btcli-stake", StakeGroup.self),
        ("btcli-stake-show", StakeShow.self),
        ("btcli-stake-add", StakeAdd.self),
        ("btcli-stake-remove", StakeRemove.self),
        ("btcli-subnets", SubnetsGroup.self),
        ("btcli-subnets-list", SubnetsList.self),
        ("btcli-subnets-metagraph", SubnetsMetagraph.self),
        ("btcli-subnets-lock-cost", SubnetsLockCost.self),
        ("btcli-subnets-create", SubnetsCreate.self),
        ("btcli-subnets-hyperparameters", SubnetsHyperparameters.self),
        ("btcli-subnets-pow-register", SubnetsPowRegister.self),
        ("btcli-subnets-register", SubnetsRegister.self),
        ("btcli-subnets-start", SubnetsStart.self),
        ("btcli-subnets-check-start", SubnetsCheckStart.self),
        ("btcli-root", RootGroup.self),
        ("btcli-root-list", RootList.self),
        ("btcli-root-weights", RootSetWeights.self),
        ("btcli-root-get-weights", RootGetWeights.self),
        ("btcli-root-boost", RootBoost.self),
        ("btcli-root-slash", RootSlash.self),
        ("btcli-root-senate", RootSenate.self),
        ("btcli-root-senate-vote", RootSenateVote.self),
        ("btcli-root-proposals", RootProposals.self),
        ("btcli-root-register", RootRegister.self),
        ("btcli-root-delegate", RootDelegate.self),
        ("btcli-root-undelegate", RootUndelegate.self),
        ("btcli-root-my-delegates", RootMyDelegates.self),
        ("btcli-root-list-delegates", RootListDelegates.self),
        ("btcli-root-nominate", RootNominate.self),
        ("btcli-root-set-take", RootSetTake.self),
        ("btcli-root-get-take", RootGetTake.self),
        ("btcli-sudo", SudoGroup.self),
        ("btcli-sudo-set", SudoSet.self),
        ("btcli-sudo-get", SudoGet.self),
        ("btcli-sudo-senate", RootSenate.self),
        ("btcli-sudo-proposals", RootProposals.self),
        ("btcli-sudo-senate-vote", RootSenateVote.self),
        ("btcli-sudo-set-take", RootSetTake.self),
        ("btcli-sudo-get-take", RootGetTake.self),
        ("btcli-weights", WeightsGroup.self),
        ("btcli-weights-commit", WeightsCommit.self),
        ("btcli-weights-reveal", WeightsReveal.self),
        ("btcli-weights-set", WeightsSet.self),
        ("btcli-pow", PowGroup.self),
        ("btcli-pow-seal", PowSeal.self),
        ("btcli-pow-verify", PowVerify.self),
        ("btcli-pow-solve", PowSolve.self),
        ("btcli-pow-benchmark", PowBenchmark.self),
        ("btcli-localnet", LocalnetGroup.self),
        ("btcli-localnet-start", LocalnetStart.self),
        ("btcli-config", ConfigGroup.self),
        ("btcli-config-get", ConfigGet.self),
        ("btcli-config-set", ConfigSet.self),
        ("btcli-config-unset", ConfigUnset.self),
        ("btcli-config-path", ConfigPath.self),
        ("btcli-config-clear", ConfigClear.self),
    ]

    @Test("is what it was", arguments: commands.indices)
    func snapshot(index: Int) throws {
        let (name, type) = Self.commands[index]
        let help = Btcli.helpMessage(for: type, columns: 80) + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["BTCLI_RECORD_SNAPSHOTS"] == "1" {
            try Data(help.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == help)
    }

    @Test("The table holds every command")
    func isComplete() {
        func names(_ command: CommandNames, under path: [String] = []) -> [String] {
            let path = path + [command.name]
            return [path.joined(separator: "-")] + command.subcommands.flatMap { names($0, under: path) }
        }
        #expect(names(.btcli).sorted() == Self.commands.map(\.name).sorted())
    }

    @Test("Every command says what it is for", arguments: commands.indices)
    func abstracts(index: Int) {
        #expect(!Self.commands[index].type.configuration.abstract.isEmpty)
    }

    @Test(
        "A group without a subcommand shows its help, on standard output",
        arguments: [
            "", "pow", "localnet", "wallet", "w", "subnets", "s", "root", "r", "sudo", "su", "weights", "wt",
            "help pow",
        ])
    func groups(line: String) async {
        let run = await Run(line)
        #expect(run.status == .done)
        #expect(run.output.contains("SUBCOMMANDS:"))
        #expect(run.talk.isEmpty)
    }

    @Test("The version")
    func version() async {
        #expect(await Run("--version").output == Btcli.version + "\n")
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// The root of the command tree. Its groups follow: what commands there are, stands in this file.
struct Btcli: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "btcli",
        abstract: "The Bittensor command line.",
        discussion: """
            Answers go to standard output, everything else to standard error. With --json-output every command \
            prints exactly one JSON document. Spellings of the Python btcli (pow_register, --wallet.name) work too.

            EXIT STATUS:
            \(exitStatuses)
            """,
        version: Release.version,
        subcommands: [
            WalletGroup.self,
            SubnetsGroup.self,
            RootGroup.self,
            StakeGroup.self,
            SudoGroup.self,
            WeightsGroup.self,
            ProxyGroup.self,
            MultisigGroup.self,
            AddressGroup.self,
            TimelockGroup.self,
            TxGroup.self,
            LegacyGroup.self,
            PowGroup.self,
            FleetGroup.self,
            LocalnetGroup.self,
            Tour.self,
            Init.self,
            Query.self,
            Watch.self,
            BlockShow.self,
            ExtrinsicShow.self,
            EventsShow.self,
            Diff.self,
            Replay.self,
            CallCommand.self,
            Explain.self,
            ConfigGroup.self,
            Doctor.self,
            Info.self,
            Completion.self,
            Manual.self,
        ])

    private static var exitStatuses: String {
        ExitStatus.allCases.map { status in
            let lines = status.meaning.wrapped(to: 72).replacing("\n", with: "\n" + String(repeating: " ", count: 7))
            return "  " + String(status.rawValue).padded(to: 5) + lines
        }.joined(separator: "\n")
    }
}

/// `btcli wallet`: coldkeys, hotkeys and what they own.
struct WalletGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Coldkeys and hotkeys: files, signatures, balances, transfers, neurons, identities.",
        subcommands: [
            WalletCreate.self, WalletNewColdkey.self, WalletNewHotkey.self, WalletRegenColdkey.self,
            WalletRegenColdkeypub.self, WalletRegenHotkey.self, WalletRegenHotkeypub.self, WalletList.self,
            WalletUpdate.self, WalletChangePassword.self, WalletBalance.self, WalletTransfer.self, WalletSent.self,
            WalletFaucet.self,
            WalletSign.self, WalletVerify.self, WalletOverview.self, WalletInspect.self, WalletHistory.self,
            WalletSwapHotkey.self, WalletAssociateHotkey.self, WalletSetIdentity.self, WalletGetIdentity.self,
            WalletAnnounceColdkeySwap.self, WalletSwapColdkey.self,
        ],
        aliases: ["w", "wallets"])
}

/// `btcli subnets`: subnets and registration on them.
struct SubnetsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subnets",
        abstract: "Subnets, and registration on them.",
        subcommands: [
            SubnetsList.self, SubnetsMetagraph.self, SubnetsLockCost.self, SubnetsCreate.self, SubnetsRegister.self,
            SubnetsPowRegister.self, SubnetsHyperparameters.self, SubnetsMechanismsGroup.self, SubnetsStart.self,
            SubnetsCheckStart.self,
        ],
        aliases: ["s", "subnet"])
}

/// `btcli subnets mechanisms`: the incentive mechanisms of a subnet.
struct SubnetsMechanismsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mechanisms",
        abstract: "The incentive mechanisms of a subnet: each has weights of its own, and a part of the emission.",
        subcommands: [MechanismsList.self, MechanismsCount.self, MechanismsSet.self, MechanismsSplit.self],
        aliases: ["mech", "mechanism"])
}

/// `btcli root`: the root network, delegation to its members, and the senate.
struct RootGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "root",
        abstract: "The root network (subnet 0), delegation, and the senate.",
        subcommands: [
            RootList.self, RootSetWeights.self, RootGetWeights.self, RootBoost.self, RootSlash.self, RootSenate.self,
            RootSenateVote.self, RootProposals.self, RootRegister.self, RootDelegate.self, RootUndelegate.self,
            RootMyDelegates.self, RootListDelegates.self, RootNominate.self, RootSetTake.self, RootGetTake.self,
        ],
        aliases: ["r", "roots"])
}

/// `btcli stake`: stake on hotkeys, and what parents lend to child keys.
struct StakeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stake",
        abstract: "Stake on hotkeys: show it, add, remove and move it; child keys.",
        discussion: "Subnet 0 is the root, where stake is TAO. On other subnets TAO buys the subnet's alpha.",
        subcommands: [
            StakeShow.self, StakeAdd.self, StakeRemove.self, StakeMoveCommand.self, StakeTransfer.self, StakeSwap.self,
            StakeUnstakeAll.self, StakeUnstakeAllAlpha.self, StakeChildGroup.self,
        ],
        aliases: ["st", "stakes"])
}

/// `btcli stake child`: hotkeys to which another lends parts of its stake.
struct StakeChildGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "child",
        abstract: "Child keys: hotkeys to which another hotkey lends parts of its stake.",
        subcommands: [StakeChildGet.self, StakeChildSet.self, StakeChildRevoke.self, StakeChildTake.self],
        aliases: ["children"])
}

/// `btcli sudo`: what owners and delegates set.
struct SudoGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sudo",
        abstract: "Hyperparameters of a subnet, for its owner; the senate and takes.",
        subcommands: [
            SudoSet.self, SudoGet.self, SudoTrim.self, RootSenate.self, RootProposals.self, RootSenateVote.self,
            RootSetTake.self,
            RootGetTake.self,
        ],
        aliases: ["su", "sudos"])
}

/// `btcli weights`: what a validator thinks of the neurons of a subnet.
struct WeightsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights",
        abstract: "Set the weights of a subnet's neurons, or commit to them and reveal them later.",
        subcommands: [
            WeightsSet.self, WeightsWatch.self, WeightsCommit.self, WeightsReveal.self, WeightsCommits.self,
        ],
        aliases: ["wt", "weight"])
}

/// `btcli proxy`: accounts that act for others.
struct ProxyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy",
        abstract: "Accounts that act for others: add and end them, announcements, accounts without a key.",
        discussion: """
            Every command that sends takes --proxy-for: it then acts for that account, whose proxy the wallet's key is, and \
            pays the fee.
            """,
        subcommands: [
            ProxyAdd.self, ProxyRemove.self, ProxyList.self, ProxyCreate.self, ProxyKill.self, ProxyAnnounce.self,
            ProxyExecute.self, ProxyWithdraw.self, ProxyReject.self,
        ],
        aliases: ["proxies"])
}

/// `btcli multisig`: accounts of several keys.
struct MultisigGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "multisig",
        abstract: "Accounts of several keys: name them, and approve what they do.",
        discussion:
            "Every command that sends takes --multisig: it then begins, approves or carries out a call of that account.",
        subcommands: [
            MultisigAdd.self, MultisigList.self, MultisigShow.self, MultisigRemove.self, MultisigPending.self,
            MultisigApprove.self, MultisigExecute.self, MultisigCancel.self,
        ])
}

/// `btcli addr`: names for accounts.
struct AddressGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "addr",
        abstract: "The address book: names that are taken wherever an address is.",
        subcommands: [
            AddressAdd.self, AddressUpdate.self, AddressList.self, AddressShow.self, AddressRemove.self,
        ],
        aliases: ["address", "addresses"])
}

/// `btcli timelock`: encryption until a round of drand's beacon.
struct TimelockGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timelock",
        abstract: "Encryption until a round of drand's beacon, offline.",
        discussion: """
            The beacon signs the number of each round and publishes the signature: on quicknet every three seconds. It is \
            the key to all that was encrypted until that round, such as the weights of validators.
            """,
        subcommands: [TimelockEncrypt.self, TimelockDecrypt.self, TimelockShow.self, TimelockRound.self],
        aliases: ["tlock"])
}

/// `btcli tx`: transactions that are signed elsewhere.
struct TxGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tx",
        abstract: "Transactions in files: sign them on a machine without a network, and send them from another.",
        discussion: """
            Every command that sends takes --unsigned FILE: it writes what would be signed, and sends nothing. 'tx sign' \
            shows and signs that, without a network; 'tx submit' checks it again and sends it.
            """,
        subcommands: [TxShow.self, TxSign.self, TxSubmit.self, TxMetadata.self],
        aliases: ["transaction"])
}

/// `btcli legacy`: what the first btcli kept there.
struct LegacyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "legacy",
        abstract: "Commands that the first btcli kept in a group of their own.",
        subcommands: [LegacyUpdate.self, WalletFaucet.self],
        aliases: ["l"])
}

/// `btcli pow`: proof of work without a network or a wallet.
struct PowGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pow",
        abstract: "Registration proof of work, offline or for a fleet.",
        subcommands: [
            PowSeal.self, PowVerify.self, PowSolve.self, PowBenchmark.self, PowDevices.self, PowWorker.self,
        ])
}

/// `btcli fleet`: many machines that search for one coordinator.
struct FleetGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet",
        abstract: "Many machines that search for one: the broker between them.",
        discussion: """
            The coordinator is 'btcli subnets pow-register --fleet', which has the keys and knows the chain. Its workers are \
            'btcli pow worker' on other machines, which have neither. Between them is a broker, nats-server.
            """,
        subcommands: [FleetServeConfig.self, FleetCheck.self])
}

/// `btcli localnet`: the chain inside this program.
struct LocalnetGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localnet",
        abstract: "A chain of your own, inside this program.",
        subcommands: [LocalnetStart.self, LocalnetFork.self, LocalnetMine.self, LocalnetRuntimeGroup.self])
}

/// `btcli localnet runtime`: the programs that are chains' rules.
struct LocalnetRuntimeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runtime",
        abstract: "Runtimes of chains: save one from a network, see what is in it, compare two.",
        discussion: """
            A runtime is the program that is a chain's rules, which its nodes hand out. It is read here and asked, and nobody is \
            trusted meanwhile: what it may do and take is bounded. Those that were saved by a name are in \
            ~/.bittensor/runtimes.
            """,
        subcommands: [LocalnetRuntimeSave.self, LocalnetRuntimeShow.self, LocalnetRuntimeDiff.self],
        aliases: ["runtimes"])
}

/// `btcli config`: what is settled once for all commands.
struct ConfigGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "What is settled once for all commands.",
        discussion: """
            What a command line says counts most, then the environment, then the configuration file, then the default. \
            The file is the one of btcli 9, ~/.bittensor/config.yml, unless --config, BTCLI_CONFIG_PATH or BTCLI_CONFIG \
            names another; the JSON file of SDK 11's btcli serves too. Names in it that mean nothing here stay as they \
            are.

            SETTINGS:
            \(list)
            """,
        subcommands: [ConfigGet.self, ConfigSet.self, ConfigUnset.self, ConfigPath.self, ConfigClear.self],
        aliases: ["conf", "c"])

    /// Each setting with what it is, within 80 columns.
    private static var list: String {
        Setting.all.map { setting in
            let variables = setting.variables.isEmpty ? [] : [setting.variables.joined(separator: ", ")]
            let lines = ([setting.summary + "."] + variables).flatMap { $0.wrapped(to: 72).split(separator: "\n") }
            return (["  \(setting.name) (default: \(setting.fallback))"] + lines.map { "      \($0)" })
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

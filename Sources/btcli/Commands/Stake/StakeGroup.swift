import ArgumentParser

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

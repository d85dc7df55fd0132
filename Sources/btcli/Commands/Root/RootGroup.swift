import ArgumentParser

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

import ArgumentParser

/// `btcli sudo`: what owners and delegates set.
struct SudoGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sudo",
        abstract: "Hyperparameters of a subnet, for its owner; the senate and takes.",
        subcommands: [
            SudoSet.self, SudoGet.self, RootSenate.self, RootProposals.self, RootSenateVote.self, RootSetTake.self,
            RootGetTake.self,
        ],
        aliases: ["su", "sudos"])
}

import ArgumentParser

/// `btcli subnets`: subnets and registration on them.
struct SubnetsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subnets",
        abstract: "Subnets, and registration on them.",
        subcommands: [
            SubnetsList.self, SubnetsMetagraph.self, SubnetsLockCost.self, SubnetsCreate.self, SubnetsRegister.self,
            SubnetsPowRegister.self, SubnetsHyperparameters.self, SubnetsStart.self, SubnetsCheckStart.self,
        ],
        aliases: ["s", "subnet"])
}

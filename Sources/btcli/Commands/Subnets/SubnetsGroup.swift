import ArgumentParser

/// `btcli subnets`: subnets and registration on them.
struct SubnetsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subnets",
        abstract: "Subnets, and registration on them.",
        subcommands: [SubnetsList.self, SubnetsPowRegister.self, SubnetsRegister.self],
        aliases: ["s", "subnet"])
}

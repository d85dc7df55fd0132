import ArgumentParser

/// `btcli weights`: what a validator thinks of the neurons of a subnet.
struct WeightsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights",
        abstract: "Set the weights of a subnet's neurons, or commit to them and reveal them later.",
        subcommands: [WeightsCommit.self, WeightsReveal.self, WeightsSet.self],
        aliases: ["wt", "weight"])
}

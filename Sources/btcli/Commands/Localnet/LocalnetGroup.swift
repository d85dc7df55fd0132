import ArgumentParser

/// `btcli localnet`: the chain inside this program.
struct LocalnetGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localnet",
        abstract: "A chain of your own, inside this program.",
        subcommands: [LocalnetStart.self])
}

import ArgumentParser

/// `btcli stake child`: hotkeys to which another lends parts of its stake.
struct StakeChildGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "child",
        abstract: "Child keys: hotkeys to which another hotkey lends parts of its stake.",
        subcommands: [StakeChildGet.self, StakeChildSet.self, StakeChildRevoke.self, StakeChildTake.self],
        aliases: ["children"])
}

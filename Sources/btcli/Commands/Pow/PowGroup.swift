import ArgumentParser

/// `btcli pow`: proof of work without a network or a wallet.
struct PowGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pow",
        abstract: "Registration proof of work, offline.",
        subcommands: [PowSeal.self, PowVerify.self, PowSolve.self, PowBenchmark.self])
}

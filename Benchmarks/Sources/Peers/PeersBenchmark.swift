import ArgumentParser

/// Loads an axon, or calls many, and prints figures: see `Benchmarks/Peers/compare`.
@main
struct PeersBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers", abstract: "Measure an axon or a dendrite.",
        subcommands: [LoadCommand.self, CallCommand.self])
}

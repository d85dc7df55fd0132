// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// Serves, loads and calls, and prints figures: see `Benchmarks/Peers/compare` and `peers siege`.
@main
struct PeersBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers", abstract: "Measure an axon or a dendrite.",
        subcommands: [
            ServeCommand.self, StubCommand.self, LoadCommand.self, CallCommand.self, AttackCommand.self,
            SiegeCommand.self,
        ])
}

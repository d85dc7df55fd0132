// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateRPC
import SubtensorLocalnet

/// Lets clients work for minutes over connections that are cut, delayed and damaged, and checks that nobody notices.
@main
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract:
            "Cut, delay and damage the connections between clients and the embedded chain, and check every answer.",
        discussion: """
            Damage is one byte whose top bit is flipped, anywhere in the stream. Everything that travels is ASCII inside \
            WebSocket frames, so that each such flip is an error that can be found out: a client that believes an \
            answer nevertheless, or loses a subscription, memory or descriptors, fails the soak.
            """)

    @Option(help: "How long connections are disturbed.")
    var minutes = 10.0

    @Option(help: "The number that the disturbances are drawn from.")
    var seed: UInt64 = 1

    @Option(
        help: """
            MiB by which the memory in use may grow between the second tenth and the last tenth of the time. The node's \
            blocks, which it keeps, are in it: a KiB each.
            """)
    var growthLimit = 16.0

    func validate() throws {
        guard (0.05...10_000).contains(minutes) else { throw ValidationError("--minutes must be 0.05 at least") }
    }

    func run() async throws {
        var localnet = LocalnetConfiguration(rules: .powRegister, blockTime: nil)
        // Answers stay true for a minute, and old state goes away during the soak.
        localnet.retainedBlocks = 256
        let report = try await Localnet.with(localnet) { [self] node in
            try await Soak(node: try RPCEndpoint(node.url), seed: seed).run(for: .seconds(minutes * 60))
        }
        print(report.text(growthLimit: growthLimit))
        guard report.failures(growthLimit: growthLimit).isEmpty else { throw ExitCode.failure }
    }
}

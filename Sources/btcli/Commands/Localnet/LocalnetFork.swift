// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubtensorClient
import SubtensorLocalnet

/// `btcli localnet fork`: goes on from another network's state, here.
struct LocalnetFork: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "fork",
        abstract: "Go on from a network's newest block, or an older one, on this machine alone.",
        discussion: """
            The network's own runtime makes the blocks, upon its state, of which a node is asked for what is read. The network hears \
            nothing of it. With --state everything that was read is kept: the next start goes on where the fork ended, and needs the \
            network for what is new only.
              btcli localnet fork --network finney --state finney.fork
              btcli localnet fork --network archive --at 5000000
              btcli localnet fork --endow alice=1000000000000 --impersonate me
              btcli wallet transfer --impersonate 5Hot… --dest me --amount 1000 --network local
            Ordinary nodes keep the states of the newest 256 blocks: a fork that goes on for longer than that wants --network archive.
            """)

    @Option(
        help: ArgumentHelp(
            "The network's block after which the fork goes on. (default: the newest)",
            valueName: "block"),
        transform: { try BlockReference.parse($0) })
    var at: BlockReference?

    @Option(
        help: ArgumentHelp(
            "Let this key sign for any account: its signatures count as everybody's, on the fork.", valueName: "address"
        ))
    var impersonate: String?

    @Option(
        help: ArgumentHelp(
            "Set the fork's clock so much forward from the time of its newest block. (default: 0)", valueName: "seconds"
        ),
        transform: { try Seconds.parse($0, in: 0...3_153_600_000) })
    var timeShift: Duration = .zero

    @OptionGroup var node: LocalnetNodeOptions
    @OptionGroup(title: "What the fork begins with") var firstState: FirstStateOptions
    @OptionGroup var upstream: UpstreamOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let network = try upstream.connecting()
        let setting = network.setting(console)
        guard setting.text != NetworkOptions.embeddedName else {
            throw CLIError(
                .usage, "--network embedded has nothing to be forked: name a network, or the address of a node")
        }
        var fork = ForkedChain { [network] use in
            try await network.withSubtensor(console) { subtensor in try await use(subtensor.client) }
        }
        fork.block = at ?? .head
        fork.plan = try firstState.plan(console)
        fork.codes = CodeFiles(console.environment)
        fork.impersonator = try impersonate.map { try firstState.account($0, console) }
        fork.timeShift = timeShift
        var configuration = LocalnetConfiguration()
        try node.configure(&configuration, console)
        configuration.fork = fork
        configuration.upstreamFailure = {
            console.warn("no block is made until the network answers: \($0.reason)")
        }
        return try await configuration.run(port: node.port, console) { [configuration] localnet in
            console.warn(
                "this is a fork of \(setting.title): what is signed here for ever is good there, too; what btcli signs without --period 0 is "
                    + "good on the fork alone")
            return try await LocalnetAnswer(localnet, configuration, network: setting.title)
        }
    }
}

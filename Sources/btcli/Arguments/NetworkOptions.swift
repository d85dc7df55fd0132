// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient
import SubtensorLocalnet

/// The options that say which chain is meant.
struct NetworkOptions: ParsableArguments {
    static let embeddedName = "embedded"

    @Option(
        help: ArgumentHelp(
            "embedded, local, finney, test, archive, or the ws:// or wss:// address of a node.",
            discussion: """
                'embedded' runs a chain of its own inside this process, for as long as the command takes. Several \
                addresses between commas are nodes of one chain. Without this option: BT_CHAIN_ENDPOINT, BT_NETWORK, \
                the configuration, or finney.
                """,
            valueName: "name|url"))
    var network: String?

    @Option(
        help: ArgumentHelp(
            "Another node of the same chain, for when the first does not answer; may be repeated, or none.",
            valueName: "url"))
    var fallback: [String] = []

    @Option(
        help: ArgumentHelp(
            "A node that keeps every state: --block is read there when the others have forgotten it.",
            valueName: "url"))
    var archiveEndpoints: [String] = []

    @Option(
        name: .customLong("tls-ca"),
        help: ArgumentHelp("A file of certificate authorities to believe besides the usual ones.", valueName: "file"))
    var tlsAuthority: String?

    @Flag var verification: VerificationChoice?

    // The next three are of the chain inside a command. They are no group of their own: in debug builds the parser checks a group
    // four times each time it looks at the one around it.
    @Option(
        help: ArgumentHelp("The time between blocks of --network embedded. (default: 12)", valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...3600) })
    var blockTime: Duration?

    @Option(help: "Whose rules of registration --network embedded follows. (default: pow-register)")
    var rules: RuleSet?

    @Option(
        help: ArgumentHelp(
            "The registration difficulty of --network embedded. (default: 10000000)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var difficulty: UInt64?

    @Option(
        help: ArgumentHelp(
            "How long a connection is tried for, at first and when it was lost, before giving up. (default: 120 for a lost one; a search for work goes on for ever)",
            valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0...86_400) })
    var retryTime: Duration?

    // SDK 11's word for a retry time without an end.
    @Flag(help: .hidden)
    var retryForever = false

    /// The options of the chain that runs inside a command.
    static let embeddedOptions: Set = ["--block-time", "--rules", "--difficulty"]

    /// Which network is meant, and by what.
    func setting(_ console: Console) -> NetworkSetting {
        NetworkSetting(
            explicit: network, environment: console.environment.variables,
            configured: console.settings.configured(.network))
    }

    /// A century is as good as for ever.
    static let forever = Duration.seconds(100 * 365 * 86_400)
}

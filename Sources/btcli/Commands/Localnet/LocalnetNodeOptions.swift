// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorLocalnet

/// How a localnet runs, whatever its rules are.
struct LocalnetNodeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The port to listen on; 0 takes a free one. (default: 9944)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var port: UInt16 = 9944

    @Option(
        help: ArgumentHelp(
            """
            When it makes blocks: by a timer; instant, as soon as a transaction comes; or on-demand, when 'btcli localnet mine' or \
            engine_createBlock asks for one, as it may at any time. (default: timer)
            """, valueName: "timer|instant|on-demand"))
    var blocks: BlockOccasion?

    @Option(
        help: ArgumentHelp("The time between blocks, from 0.001 to 3600. (default: 12)", valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...3600) })
    var blockTime: Duration?

    @Option(
        help: ArgumentHelp(
            "Keep the chain in this file, an SQLite database, which one localnet at a time can use.",
            valueName: "file"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            """
            Let web pages of this origin speak to the node, besides those of this machine and of \
            https://polkadot.js.org: https://host, http://host:port, http://host:*, or * for all. May be repeated.
            """, valueName: "origin"),
        transform: { try WebOrigin.parse($0) })
    var allowOrigin: [WebOrigin] = []

    @Option(
        help: ArgumentHelp(
            "How many connections the node has at the same time; more are told to come back (HTTP 429). (default: 256)",
            valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var maxConnections: UInt16 = 256

    @Option(
        help: ArgumentHelp(
            "How many of the newest blocks keep their state, up to 1000000. (default: 4096)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var keepStates: UInt32 = 4096

    /// Puts them into a configuration.
    func configure(_ configuration: inout LocalnetConfiguration, _ console: Console) throws(CLIError) {
        configuration.stateFile = state
        configuration.blocks = try production()
        guard maxConnections > 0 else { throw CLIError(.usage, "--max-connections is 0: it must be 1 or more") }
        guard (1...1_000_000).contains(keepStates) else {
            throw CLIError(.usage, "--keep-states is \(keepStates): it must be from 1 to 1000000")
        }
        configuration.retainedBlocks = Int(keepStates)
        configuration.maxConnections = Int(maxConnections)
        configuration.allowedOrigins.formUnion(allowOrigin)
        let refused = RefusedOrigins(console)
        configuration.refusedOrigin = { refused.tell($0) }
    }

    private func production() throws(CLIError) -> BlockProduction {
        let occasion = blocks ?? .timer
        guard blockTime == nil || occasion == .timer else {
            throw CLIError(
                .usage, "--block-time has no effect with --blocks \(occasion.rawValue): leave one of them out")
        }
        return switch occasion {
        case .timer: .timer(blockTime ?? .seconds(12))
        case .instant: .instant
        case .onDemand: .onDemand
        }
    }
}

/// What makes a chain make a block.
enum BlockOccasion: String, ExpressibleByArgument, CaseIterable, Sendable {
    case timer, instant
    case onDemand = "on-demand"
}

extension WebOrigin {
    fileprivate static func parse(_ text: String) throws -> WebOrigin {
        guard let origin = WebOrigin(text) else {
            throw ValidationError(
                "\(excerpt(text)) is no origin of web pages: write https://host, http://host:port, http://host:*, null "
                    + "for files, or * for all")
        }
        return origin
    }
}

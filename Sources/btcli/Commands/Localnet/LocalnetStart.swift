// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import BittensorPrimitives
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient
public import SubtensorLocalnet

extension RuleSet: ExpressibleByArgument {}

/// `btcli localnet start`: runs a chain until it is stopped.
struct LocalnetStart: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Run a chain with its node on 127.0.0.1, until Ctrl-C.",
        discussion: """
            It keeps nothing, and the next one begins at block 0, unless --state names a file: then the chain goes on \
            where it ended, whatever ended it.
            """)

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
        help: """
            Whose rules of registration it follows. Extensions, fees, epochs and the names of errors go with them; all else, \
            such as structs and the settings of new subnets, is the same under all of them. (default: pow-register)
            """)
    var rules: RuleSet?

    @Option(
        help: ArgumentHelp("The registration difficulty at the start. (default: 10000000)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var difficulty: UInt64?

    @Flag(help: "Keep the difficulty as it is, whatever registers.")
    var pinDifficulty = false

    @Flag(
        help: """
            Take transactions that are encrypted until their block, as the main network does: then what trades stake is sent so, \
            and costs two fees.
            """)
    var mevShield = false

    @Option(
        help: ArgumentHelp(
            """
            Whether subnets begin with weights committed first, as on the main network: on or off. This chain opens \
            them with a beacon of its own, of which Python's packages do not know: off is for them. (default: on)
            """, valueName: "on|off"))
    var commitReveal: OnOrOff?

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

    @OptionGroup(title: "Genuine runtimes") var genuine: GenuineOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        if genuine.runtime != nil { try refuseEmbeddedOptions() }
        guard difficulty != 0 else { throw CLIError(.usage, "--difficulty is 0: it must be 1 or more") }
        var configuration = LocalnetConfiguration(
            rules: rules ?? .powRegister,
            difficulty: difficulty ?? LocalnetConfiguration().difficulty, isDifficultyPinned: pinDifficulty,
            stateFile: state)
        configuration.blocks = try production()
        guard maxConnections > 0 else { throw CLIError(.usage, "--max-connections is 0: it must be 1 or more") }
        guard (1...1_000_000).contains(keepStates) else {
            throw CLIError(.usage, "--keep-states is \(keepStates): it must be from 1 to 1000000")
        }
        configuration.retainedBlocks = Int(keepStates)
        configuration.genuine = try genuine.chain(console)
        configuration.takesEncrypted = mevShield
        configuration.maxConnections = Int(maxConnections)
        configuration.commitReveal = commitReveal != .off
        configuration.allowedOrigins.formUnion(allowOrigin)
        let refused = RefusedOrigins(console)
        configuration.refusedOrigin = { refused.tell($0) }
        do {
            return try await Localnet.with(configuration, port: Int(port)) { [configuration] localnet in
                if let known = KnownChain(genesis: localnet.chain.genesisHash) {
                    console.warn(
                        "this chain begins as \(known.title) does: what is signed for it may be good there, too; with another first "
                            + "state, as by --endow, it is not")
                }
                try console.show(try await LocalnetAnswer(localnet, configuration))
                while true { try await Task.sleep(for: .seconds(86_400)) }
            }
        } catch is CancellationError {
            // The way every localnet ends: no error.
            console.say("localnet stopped")
            return .interrupted
        }
    }
}

extension LocalnetStart {
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

    /// What says something to the embedded chain, and nothing to a genuine runtime.
    private func refuseEmbeddedOptions() throws(CLIError) {
        let given = [
            ("--rules", rules != nil), ("--difficulty", difficulty != nil), ("--pin-difficulty", pinDifficulty),
            ("--mev-shield", mevShield), ("--commit-reveal", commitReveal != nil),
        ].first { $0.1 }
        guard let given else { return }
        throw CLIError(.usage, "\(given.0) is for the embedded chain: leave it out, the runtime has rules of its own")
    }
}

/// What makes a chain make a block.
enum BlockOccasion: String, ExpressibleByArgument, CaseIterable, Sendable {
    case timer, instant
    case onDemand = "on-demand"
}

/// Whether something is switched on.
enum OnOrOff: String, ExpressibleByArgument, CaseIterable, Sendable {
    case on, off
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

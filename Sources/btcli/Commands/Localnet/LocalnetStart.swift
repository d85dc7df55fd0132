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

    @OptionGroup var node: LocalnetNodeOptions

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

    @OptionGroup(title: "Genuine runtimes") var genuine: GenuineOptions
    @OptionGroup(title: "The first state of a genuine runtime") var firstState: FirstStateOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        if genuine.runtime != nil { try refuseEmbeddedOptions() }
        guard difficulty != 0 else { throw CLIError(.usage, "--difficulty is 0: it must be 1 or more") }
        var configuration = LocalnetConfiguration(
            rules: rules ?? .powRegister,
            difficulty: difficulty ?? LocalnetConfiguration().difficulty, isDifficultyPinned: pinDifficulty)
        try node.configure(&configuration, console)
        configuration.genuine = try genuine.chain(firstState, console)
        configuration.takesEncrypted = mevShield
        configuration.commitReveal = commitReveal != .off
        return try await configuration.run(port: node.port, console) { [configuration] localnet in
            if let known = KnownChain(genesis: localnet.chain.genesisHash) {
                console.warn(
                    "this chain begins as \(known.title) does: what is signed for it may be good there, too; with another first "
                        + "state, as by --endow, it is not")
            }
            return try await LocalnetAnswer(localnet, configuration)
        }
    }
}

extension LocalnetConfiguration {
    /// Runs a chain until it is stopped, which is how every localnet ends: no error.
    ///
    /// - Parameter tell: What is said of it once it runs.
    func run(
        port: UInt16, _ console: Console, tell: @escaping @Sendable (RunningLocalnet) async throws -> LocalnetAnswer
    ) async throws -> ExitStatus {
        do {
            return try await Localnet.with(self, port: Int(port)) { localnet in
                try console.show(try await tell(localnet))
                while true { try await Task.sleep(for: .seconds(86_400)) }
            }
        } catch is CancellationError {
            console.say("localnet stopped")
            return .interrupted
        }
    }
}

extension LocalnetStart {
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

/// Whether something is switched on.
enum OnOrOff: String, ExpressibleByArgument, CaseIterable, Sendable {
    case on, off
}

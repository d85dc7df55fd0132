// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorLocalnet

/// `btcli tour`: the first five minutes.
struct Tour: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "tour",
        abstract: "Walk from a first wallet to stake and weights, in five minutes, on a chain inside this program.",
        discussion: """
            Each step says what it is good for, shows the command and runs it. Wallet, settings and chain are the tour's \
            own, in a folder that goes with it; yours and real networks are not touched. Enter goes on, q ends; with \
            --no-prompt it runs through.
            """)

    @Option(help: ArgumentHelp("Keep wallet and chain in this new folder.", valueName: "folder"))
    var keep: String?

    @Option(
        help: ArgumentHelp("The time between blocks of the chain. (default: 1)", valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0.001...60) })
    var blockTime: Duration = .seconds(1)

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let home = try TourHome(keptIn: keep)
        defer { home.end() }
        var chain = LocalnetConfiguration()
        chain.blockTime = blockTime
        chain.difficulty = 1_000_000
        chain.stateFile = home.stateFile
        let steps = try await Localnet.with(chain) { localnet in
            try await walk(TourStep.all(on: localnet.url), home.environment(from: console.environment), console)
        }
        try console.show(TourAnswer(steps: steps, folder: keep))
        return steps.last?.status ?? .done
    }

    /// Goes from step to step until the last, or one that fails, or nobody wants to go on.
    private func walk(
        _ steps: [TourStep], _ environment: Environment, _ console: Console
    ) async throws -> [TourAnswer.Step] {
        var done: [TourAnswer.Step] = []
        for (index, step) in steps.enumerated() {
            console.say("\n\("\(index + 1)/\(steps.count)  \(step.title)", .heading)\n\(step.words)")
            console.say("\n  \("$ \(step.commandLine)", .amount)")
            guard try await isWanted(console) else {
                console.say("The tour ends here.")
                break
            }
            console.say("")
            let launcher = Launcher(terminal: terminal(of: console), environment: environment)
            let status = await launcher.run(step.arguments)
            try Task.checkCancellation()
            done.append(TourAnswer.Step(commandLine: step.commandLine, status: status))
            guard status == .done else {
                console.say("This step failed, and the tour ends here.")
                break
            }
        }
        return done
    }

    private func isWanted(_ console: Console) async throws -> Bool {
        guard console.canAsk else { return true }
        let answer = try await console.answer("\nEnter goes on, q ends: ")
        return answer.map { !["q", "quit"].contains($0.lowercased()) } ?? false
    }

    /// Under --json-output there is one document, and it is the tour's.
    private func terminal(of console: Console) -> Terminal {
        guard console.options.json || console.options.isQuiet else { return console.terminal }
        var terminal = Terminal(
            output: NoStream(), talk: NoStream(), input: console.terminal.input,
            allowsColor: console.terminal.allowsColor)
        terminal.expectsSecret = console.terminal.expectsSecret
        return terminal
    }
}

/// Where text goes that nobody is to see.
private struct NoStream: TextStream {
    var isTerminal: Bool { false }
    var obeysControls: Bool { false }
    var size: TerminalSize? { nil }
    func write(_ text: String) {}
}

/// How far a tour went.
struct TourAnswer: Answer {
    struct Step: Sendable {
        let commandLine: String
        let status: ExitStatus
    }

    let steps: [Step]
    /// Where wallet and chain are kept; nil where they are gone.
    let folder: String?

    var document: OutputDocument {
        [
            "steps": .array(
                steps.map { ["command": .string($0.commandLine), "exit_status": .integer(Int($0.status.rawValue))] }),
            "folder": .string(orNull: folder),
        ]
    }

    func text(width: Int?) -> StyledText {
        guard let folder else {
            return "\nWallet and chain of the tour are gone. 'btcli wallet create' makes a real wallet."
        }
        let home = folder.shellWord
        return """

            Wallet and chain are in \(folder.printable). To go on with them, in two terminals:
              btcli localnet start --state \(home)/chain
              HOME=\(home) btcli wallet overview --network local
            """
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser

extension CompletionShell: @retroactive ExpressibleByArgument {}

/// `btcli completion`: what a shell needs to complete commands.
struct Completion: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completion script of a shell.",
        discussion: """
            It completes commands and options in today's and in old spellings, files, and the names of wallets, hotkeys, \
            networks, settings, hyperparameters and error codes. No network is asked: calls, their arguments and what can be \
            read are those of the chain to which 'btcli call' or 'btcli query' last went, or else of the embedded one.

            To have it in every shell that starts:
              bash:  btcli completion bash > ~/.local/share/bash-completion/completions/btcli
              zsh:   btcli completion zsh > ~/.zfunc/_btcli, where fpath has ~/.zfunc
              fish:  btcli completion fish > ~/.config/fish/completions/btcli.fish
            """)

    @Argument(help: "The shell; without it, the one that SHELL names.")
    var shell: CompletionShell?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(try CompletionAnswer(shell, console))
        return .done
    }
}

/// A completion script.
struct CompletionAnswer: Answer {
    let shell: CompletionShell
    let script: String

    /// - Parameter shell: nil for the one of the environment.
    init(_ shell: CompletionShell?, _ console: Console) throws(CLIError) {
        let name = console.environment["SHELL"]?.split(separator: "/").last.map(String.init)
        guard let shell = shell ?? name.flatMap(CompletionShell.init(rawValue:)) else {
            throw CLIError(.usage, "which shell is not known: say bash, zsh or fish")
        }
        self.shell = shell
        script = CompletionScript(shell).text
    }

    var document: OutputDocument { ["shell": .string(shell.rawValue), "script": .string(script)] }

    func text(width: Int?) -> StyledText { StyledText(script) }
}

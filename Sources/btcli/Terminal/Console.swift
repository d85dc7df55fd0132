// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What a command may say, show and ask: a terminal, under the options of one command line.
final class Console: Sendable {
    let terminal: Terminal
    let options: ConsoleOptions
    let environment: Environment
    /// What holds where the command line says nothing.
    let settings: Settings
    /// What has to be said when the process ends too early.
    let farewell: Farewell
    /// What is in place at the bottom of the talk.
    let status: StatusArea
    /// How talk looks.
    let talkPalette: Palette
    /// How answers look.
    let outputPalette: Palette
    /// The words that were typed, as a line for a shell; nil where there were none.
    let commandLine: String?
    /// Whether the one document of `--json-output` is out.
    let hasShownDocument = Atomic(false)
    /// The file that runs here, if it can be called again.
    let program: String?
    /// What the help says of an option of the command; nil for one that it has not.
    let optionWords: @Sendable (String) -> String?
    /// What was chosen when it was asked for: it counts more than what is settled.
    private let chosen = Mutex<[Setting: String]>([:])

    init(
        terminal: Terminal, options: ConsoleOptions = ConsoleOptions(), environment: Environment = Environment([:]),
        settings: Settings = Settings(), farewell: Farewell = Farewell(), commandLine: String? = nil,
        program: String? = nil,
        optionWords: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.optionWords = optionWords
        self.terminal = terminal
        self.options = options
        self.environment = environment
        self.settings = settings
        self.farewell = farewell
        self.commandLine = commandLine
        self.program = program
        talkPalette = Palette(isColored: options.color.allows(terminal.talk, terminal), usesWords: options.isPlain)
        outputPalette = Palette(
            isColored: options.color.allows(terminal.output, terminal), usesWords: options.isPlain)
        status = StatusArea(stream: terminal.talk, palette: talkPalette, isPlain: options.isPlain)
    }

    /// What was chosen, or else settled; nil where nothing was.
    func chosen(_ setting: Setting) -> String? { chosen.withLock { $0[setting] } ?? settings[setting] }

    /// Notes a choice, for the rest of the command.
    func choose(_ name: String, for setting: Setting) { chosen.withLock { $0[setting] = name } }

    // MARK: Talk

    /// Tells the user something, unless `--quiet`. Talk that nobody takes is no failure.
    func say(_ line: StyledText) {
        guard !options.isQuiet else { return }
        status.say(line)
    }

    func say(_ line: String) { say(StyledText(reading: line)) }

    /// Tells the user something that matters even under `--quiet`.
    func warn(_ line: String) { status.say("\("warning:", .warning) " + StyledText(reading: line)) }

    /// Tells something that only `--verbose` wants to know.
    func detail(_ line: String) {
        guard options.isVerbose else { return }
        say(line)
    }

    /// Ends what is in place; the terminal is as it was found.
    func close() { status.end() }
}

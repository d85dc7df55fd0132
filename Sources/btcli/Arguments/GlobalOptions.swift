import ArgumentParser

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    static let jsonName = "json-output"
    static let noPromptName = "no-prompt"

    @Flag(name: .customLong(jsonName), help: "Print exactly one JSON document.")
    var jsonOutput = false

    @Flag(name: [.customLong(noPromptName), .customShort("y")], help: "Never ask: go ahead, or say what is missing.")
    var noPrompt = false

    @Flag(name: .shortAndLong, help: "Say nothing but the answer and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more while working.")
    var verbose = false
}

extension ConsoleOptions {
    init(_ options: GlobalOptions) {
        self.init(
            json: options.jsonOutput, noPrompt: options.noPrompt, isQuiet: options.quiet, isVerbose: options.verbose)
    }
}

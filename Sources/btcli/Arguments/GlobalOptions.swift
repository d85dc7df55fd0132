// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives

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

    @Option(help: "Colour: auto, always or never.")
    var color: ColorChoice?

    @Flag(help: "Words in place of signs, and nothing redrawn: for screen readers and logs.")
    var plain = false

    @Option(
        help: ArgumentHelp(
            "The configuration file. (default: BTCLI_CONFIG_PATH, BTCLI_CONFIG, ~/.bittensor/config.yml)",
            valueName: "file"))
    var config: String?

    // What the configuration switches on, a command line can switch off.

    @Flag(name: .customLong("no-\(jsonName)"), help: .hidden)
    var noJSONOutput = false

    @Flag(help: .hidden)
    var prompt = false

    @Flag(help: .hidden)
    var noQuiet = false

    @Flag(help: .hidden)
    var noVerbose = false

    /// The configuration file that is meant: nil where there is no home folder.
    ///
    /// - Throws: what makes it unusable; `fileMissing` when `--config` names one that is not there.
    func configurationFile(_ environment: Environment) throws(ConfigurationError) -> ConfigurationFile? {
        guard let path = ConfigurationFile.path(option: config, environment: environment) else { return nil }
        let file = try ConfigurationFile(path: path)
        guard file.text != nil || config == nil else {
            throw ConfigurationError(.fileMissing, "there is no configuration \(excerpt(path)): correct --config")
        }
        return file
    }
}

extension ConsoleOptions {
    init(_ options: GlobalOptions, settings: Settings = Settings()) {
        func isOn(_ flag: Bool, _ opposite: Bool, _ setting: Setting) -> Bool {
            flag || !opposite && settings.flag(setting) == true
        }
        self.init(
            json: isOn(options.jsonOutput, options.noJSONOutput, .json),
            noPrompt: isOn(options.noPrompt, options.prompt, .noPrompt),
            isQuiet: isOn(options.quiet, options.noQuiet || options.verbose, .quiet),
            isVerbose: isOn(options.verbose, options.noVerbose || options.quiet, .verbose),
            color: options.color ?? settings[.color].flatMap(ColorChoice.init) ?? .auto, isPlain: options.plain)
    }
}

extension ColorChoice: ExpressibleByArgument {}

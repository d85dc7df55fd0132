import ArgumentParser

/// `btcli config`: what is settled once for all commands.
struct ConfigGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "What is settled once for all commands.",
        discussion: """
            What a command line says counts most, then the environment, then the configuration file, then the default. \
            The file is the one of btcli 9, ~/.bittensor/config.yml, unless --config, BTCLI_CONFIG_PATH or BTCLI_CONFIG \
            names another; the JSON file of SDK 11's btcli serves too. Names in it that mean nothing here stay as they \
            are.

            SETTINGS:
            \(list)
            """,
        subcommands: [ConfigGet.self, ConfigSet.self, ConfigUnset.self, ConfigPath.self, ConfigClear.self],
        aliases: ["conf", "c"])

    /// Each setting with what it is, within 80 columns.
    private static var list: String {
        Setting.all.map { setting in
            let variables = setting.variables.isEmpty ? [] : [setting.variables.joined(separator: ", ")]
            let lines = ([setting.summary + "."] + variables).flatMap { $0.wrapped(to: 72).split(separator: "\n") }
            return (["  \(setting.name) (default: \(setting.fallback))"] + lines.map { "      \($0)" })
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

extension ConsoleCommand {
    /// The configuration file to show or to change, which need not be there yet.
    func configurationPath(_ console: Console) throws(ConfigurationError) -> String {
        guard let path = ConfigurationFile.path(option: global.config, environment: console.environment) else {
            throw ConfigurationError(
                .fileMissing, "there is no home folder for the configuration: set HOME, or name a file with --config")
        }
        return path
    }
}

extension ConfigurationFile {
    /// Replaces the file, and says so if comments in it are lost.
    func save(_ edit: Edit, _ console: Console) throws(ConfigurationError) {
        do {
            try PrivateFile.replace(path, with: edit.text)
        } catch {
            throw ConfigurationError(.fileNotWritten, "cannot write the configuration \(path): \(error.reason)")
        }
        if !edit.keepsComments { console.warn("the comments in \(path) are lost: its layout could not be kept") }
    }

    /// The names under which a setting stands here.
    func names(of setting: Setting) -> [String] { ([setting.name] + setting.aliases).filter { self[$0] != nil } }
}

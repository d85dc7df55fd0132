// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// `btcli config clear`: goes back to all defaults.
struct ConfigClear: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Take every setting out of the configuration file.",
        discussion: """
            What other tools keep in the file stays. A file that cannot be read as YAML is kept beside a new, empty one, \
            with .damaged behind its name.
            """)

    @Flag(help: .hidden)
    var all = false

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let path = try configurationPath(console)
        guard try await console.confirm("Take every setting out of \(path.printable)?") else {
            throw CLIError(.declined, "nothing was changed: the answer was no")
        }
        guard let file = try file(path) else {
            try setAside(path)
            console.say("The damaged file is now \(path).damaged")
            try console.show(SettingChangeAnswer(path: path, changes: []))
            return .done
        }
        let settings = Setting.all.filter { !file.names(of: $0).isEmpty }
        if !settings.isEmpty { try file.save(try file.removing(settings.flatMap(file.names)), console) }
        try console.show(
            SettingChangeAnswer(
                path: path, changes: settings.map { .init(name: $0.name, value: nil, wasSet: true) }))
        return .done
    }

    /// The file; nil when it is damaged.
    private func file(_ path: String) throws(ConfigurationError) -> ConfigurationFile? {
        do {
            return try ConfigurationFile(path: path)
        } catch {
            guard error.code == .fileDamaged else { throw error }
            return nil
        }
    }

    private func setAside(_ path: String) throws(ConfigurationError) {
        do {
            try PrivateFile.move(path, to: path + ".damaged")
            try PrivateFile.replace(path, with: "")
        } catch {
            throw ConfigurationError(.fileNotWritten, "cannot set \(path) aside: \(error.reason)")
        }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// `btcli config unset`: goes back to the default.
struct ConfigUnset: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "unset", abstract: "Take settings out of the configuration file.", aliases: ["delete", "del"])

    @Argument(help: ArgumentHelp("The settings.", valueName: "name"))
    var names: [String]

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let file = try ConfigurationFile(path: try configurationPath(console))
        var settings: [Setting] = []
        for name in names { settings.append(try .named(name)) }
        let present = settings.flatMap(file.names)
        if !present.isEmpty { try file.save(try file.removing(present), console) }
        try console.show(
            SettingChangeAnswer(
                path: file.path,
                changes: settings.map { .init(name: $0.name, value: nil, wasSet: !file.names(of: $0).isEmpty) }))
        return .done
    }
}

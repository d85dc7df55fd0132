// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// `btcli config path`: where the configuration file is.
struct ConfigPath: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "path", abstract: "Show where the configuration file is, or would be.")

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(ConfigPathAnswer(path: try configurationPath(console)))
        return .done
    }
}

/// Where the configuration file is.
struct ConfigPathAnswer: Answer {
    let path: String

    var document: OutputDocument {
        ["path": .string(path), "exists": .bool(PrivateFile.permissions(path) != nil)]
    }

    func text(width: Int?) -> StyledText { StyledText(path) }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

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

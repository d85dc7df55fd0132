// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A configuration file: what it says, and where.
///
/// The format is that of btcli 9, a YAML mapping. JSON is YAML too, so the file of SDK 11's btcli serves as well.
struct ConfigurationFile: Sendable {
    /// More than anyone writes: a larger file is something else.
    static let mostBytes = 65_536

    let path: String
    /// nil where there is no file.
    let text: String?
    /// A mapping.
    let root: ConfigurationValue
    /// The line, from 1, of every name, nested ones after a dot.
    let lines: [String: Int]
    /// Whether it is written with braces, as JSON is.
    let isJSON: Bool

    /// Reads a file; one that is not there is empty.
    ///
    /// - Throws: `fileUnreadable`, or `fileDamaged` with the line.
    init(path: String) throws(ConfigurationError) {
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, atMost: Self.mostBytes)
        } catch {
            throw ConfigurationError(
                .fileUnreadable, "cannot read the configuration \(excerpt(path, limit: 1024)): \(error.reason)")
        }
        let text = bytes.flatMap { String(validating: $0, as: UTF8.self) }
        guard bytes == nil || text != nil else { throw Self.damaged("it is no UTF-8 text", path: path, line: nil) }
        try self.init(path: path, text: text)
    }

    /// What a file of this text would say; nil is no file.
    init(path: String, text: String?) throws(ConfigurationError) {
        let parsed = try ParsedConfiguration(text ?? "", path: path)
        self.path = path
        self.text = text
        (root, lines, isJSON) = (parsed.root, parsed.lines, parsed.isJSON)
    }

    /// The value of a name; a dot leads into a nested mapping.
    subscript(name: String) -> ConfigurationValue? {
        var value: ConfigurationValue? = root
        for part in name.split(separator: ".") { value = value?.members.first { $0.name == part }?.value }
        return value
    }

    /// An error about this file.
    func damaged(_ reason: String, line: Int?) -> ConfigurationError {
        Self.damaged(reason, path: path, line: line)
    }

    static func damaged(_ reason: String, path: String, line: Int?) -> ConfigurationError {
        ConfigurationError(
            .fileDamaged,
            "the configuration \(excerpt(path, limit: 1024))\(line.map { ", line \($0)" } ?? ""): \(reason); mend it, or begin anew with "
                + "'btcli config clear'")
    }
}

extension ConfigurationFile {
    /// The path of the file that is meant: an option, then the Python tools' variables, then the home folder's.
    ///
    /// - Returns: nil where there is no home folder.
    static func path(option: String?, environment: Environment) -> String? {
        // BTCLI_CONFIG_PATH is btcli 9's, BTCLI_CONFIG is SDK 11's.
        guard let path = option ?? environment["BTCLI_CONFIG_PATH"] ?? environment["BTCLI_CONFIG"] else {
            return environment["HOME"].map { "\($0)/.bittensor/config.yml" }
        }
        return environment.expanded(path)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// `btcli config get`: what is settled, and where.
struct ConfigGet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Show what is settled and by whom, or the value of one setting.",
        aliases: ["show", "list"])

    @Argument(help: ArgumentHelp("One setting, or any other name in the file.", valueName: "name"))
    var name: String?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let file = try ConfigurationFile(path: try configurationPath(console))
        guard let name else {
            try console.show(SettingsAnswer(file: file, settings: console.settings))
            return .done
        }
        if let other = file.otherValue(of: name) {
            try console.show(SettingAnswer(name: name, value: other, source: "file", shown: other))
            return .done
        }
        let setting = try Setting.named(name)
        let found = console.settings.found(setting)
        try console.show(
            SettingAnswer(
                name: setting.name, value: found.map { setting.document($0.text) } ?? .null,
                source: found.map { "\($0.source)" } ?? "default", shown: .string(found?.text ?? setting.fallback)))
        return .done
    }
}

extension ConfigurationFile {
    /// The value of a name that is no setting of ours.
    fileprivate func otherValue(of name: String) -> OutputDocument? {
        (try? Setting.named(name)) == nil ? self[name]?.document : nil
    }
}

extension Setting {
    /// A value in JSON.
    fileprivate func document(_ text: String) -> OutputDocument {
        switch kind {
        case .flag: .bool(text == "true")
        case .number: Double(text).map { .number($0) } ?? .string(text)
        case .text, .choice, .endpoints: .string(text)
        }
    }
}

/// One setting.
struct SettingAnswer: Answer {
    let name: String
    /// nil where nobody settled it.
    let value: OutputDocument
    let source: String
    /// The value, or the default.
    let shown: OutputDocument

    var document: OutputDocument { ["name": .string(name), "value": value, "source": .string(source)] }

    func text(width: Int?) -> StyledText {
        if case .string(let text) = shown { return StyledText(text.printable) }
        return StyledText(shown.text)
    }
}

/// All settings, and what else is in the file.
struct SettingsAnswer: Answer {
    let file: ConfigurationFile
    let settings: Settings

    private var others: [ConfigurationValue.Member] {
        let known = Setting.all.flatMap { [$0.name] + $0.aliases }.map { String($0.prefix { $0 != "." }) }
        return file.root.members.filter { !known.contains($0.name) }
    }

    var document: OutputDocument {
        [
            "path": .string(file.path),
            "exists": .bool(file.text != nil),
            "settings": .array(
                Setting.all.map { setting in
                    let found = settings.found(setting)
                    return [
                        "name": .string(setting.name),
                        "value": found.map { setting.document($0.text) } ?? .null,
                        "source": .string(found.map { "\($0.source)" } ?? "default"),
                        "default": .string(setting.fallback),
                    ]
                }),
            "others": .object(others.map { .init(name: $0.name, value: $0.value.document) }),
        ]
    }

    func text(width: Int?) -> StyledText {
        var table = Table([.text("Setting", .never), .text("Value"), .text("From")])
        for setting in Setting.all {
            let found = settings.found(setting)
            table.add([setting.name, found?.text ?? setting.fallback, found.map { "\($0.source)" } ?? "default"])
        }
        let others = others.map(\.name).joined(separator: ", ")
        let title: StyledText = "\(file.path, .heading)\(file.text == nil ? " (not there yet)" : "")"
        let rest: [StyledText] = others.isEmpty ? [] : ["For other tools: \(others)"]
        return ([title, table.text(width: width)] + rest).joined(separator: "\n\n")
    }
}

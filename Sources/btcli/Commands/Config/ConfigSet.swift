// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// `btcli config set`: settles something.
struct ConfigSet: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Settle something for all commands to come.",
        discussion: """
            Give a name and a value, or options as btcli 9 takes them:
              btcli config set network test
              btcli config set --wallet-name mine --network finney
            The file is made if it is not there, readable for its owner only.
            """)

    @Argument(help: ArgumentHelp("A name and a value.", valueName: "name value"))
    var words: [String] = []

    @OptionGroup var wallet: WalletOptions

    @Option(help: ArgumentHelp("The network to settle.", valueName: "name|url"))
    var network: String?

    @Option(
        name: [.customLong("rate-tolerance"), .customLong("tolerance")],
        help: ArgumentHelp("The rate tolerance to settle, such as 0.005.", valueName: "fraction"))
    var rateTolerance: String?

    @Flag(inversion: .prefixedNo, help: "Settle whether stake is held back when the price moves.")
    var safeStaking: Bool?

    @Flag(inversion: .prefixedNo, help: "Settle whether stake may be carried out in part.")
    var allowPartialStake: Bool?

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let path = try configurationPath(console)
        var changes: [SettingChangeAnswer.Change] = []
        for (setting, value) in try wanted() {
            // Read anew: the change before may have moved its lines.
            let file = try ConfigurationFile(path: path)
            let value = try setting.normalized(value)
            let name = file.names(of: setting).first { !$0.contains(".") } ?? setting.name
            try file.save(try file.setting(name, to: value, setting.valueKind), console)
            changes.append(.init(name: setting.name, value: value, wasSet: file[name] != nil))
            if let variable = setting.variables.first(where: { console.environment[$0] != nil }) {
                console.warn("\(variable) in the environment overrules \(setting.name)")
            }
        }
        try console.show(SettingChangeAnswer(path: path, changes: changes))
        return .done
    }

    private func wanted() throws -> [(Setting, String)] {
        var wanted: [(Setting, String)] = []
        switch words.count {
        case 0: break
        case 2: wanted.append((try .named(words[0]), words[1]))
        default: throw CLIError(.usage, "a name and a value are wanted, such as 'btcli config set network test'")
        }
        let options: [(Setting, String?)] = [
            (.walletName, wallet.name), (.walletHotkey, wallet.hotkey), (.walletPath, wallet.path), (.network, network),
            (.rateTolerance, rateTolerance), (.safeStaking, safeStaking.map { "\($0)" }),
            (.allowPartialStake, allowPartialStake.map { "\($0)" }),
        ]
        wanted += options.compactMap { setting, value in value.map { (setting, $0) } }
        guard !wanted.isEmpty else {
            throw CLIError(.usage, "what to settle is missing: give a name and a value, such as 'network test'")
        }
        for (setting, value) in wanted { _ = try setting.normalized(value) }
        return wanted
    }
}

extension Setting {
    /// What its values look like in the file.
    fileprivate var valueKind: ConfigurationValue.Kind {
        switch kind {
        case .flag: .bool
        case .number: .number
        case .text, .choice, .endpoints: .text
        }
    }
}

/// What has changed in the configuration.
struct SettingChangeAnswer: Answer {
    struct Change: Sendable {
        let name: String
        /// nil where it was taken out.
        let value: String?
        let wasSet: Bool
    }

    let path: String
    let changes: [Change]

    var document: OutputDocument {
        [
            "path": .string(path),
            "changes": .array(
                changes.map {
                    ["name": .string($0.name), "value": .string(orNull: $0.value), "was_set": .bool($0.wasSet)]
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        guard !changes.isEmpty else { return "There was nothing to change in \(path.printable)" }
        return changes.map { change -> StyledText in
            guard let value = change.value else {
                return change.wasSet ? "\(change.name) is unset" : "\(change.name) was not set"
            }
            return "\(change.name, .label) is now \(value.printable)"
        }.joined(separator: "\n")
    }
}

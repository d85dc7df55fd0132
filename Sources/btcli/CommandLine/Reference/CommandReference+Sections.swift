// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

extension CommandReference {
    /// Arguments that belong together.
    struct Section: Sendable {
        let title: String
        let arguments: [Argument]
        /// Whether other commands have them too.
        var isShared = false
    }

    /// The arguments that help shows: the command's own first, then what it shares with others.
    var sections: [Section] {
        var rest = visibleArguments.filter { $0.preferredName?.text != "--version" || superCommands?.isEmpty != false }
        var shared: [String: [Argument]] = [:]
        for group in Self.groups {
            let members = rest.filter { group.arguments.contains($0) }
            shared[group.title, default: []] += members
            rest.removeAll(where: members.contains)
        }
        let help = rest.filter { ["--help", "--version"].contains($0.preferredName?.text) }
        shared[Self.everyCommand, default: []] += help
        rest.removeAll(where: help.contains)
        let own = [
            Section(title: "Arguments", arguments: rest.filter { $0.kind == .positional }),
            Section(title: "Options", arguments: rest.filter { $0.kind != .positional }),
        ]
        let titles = ["Wallet and password", "Sending", "Network", Self.embeddedChain, Self.everyCommand]
        return (own + titles.map { Section(title: $0, arguments: shared[$0] ?? [], isShared: true) })
            .filter { !$0.arguments.isEmpty }
    }

    /// The section of the chain inside a command, which help shows only when asked.
    static let embeddedChain = "Embedded chain"
    private static let everyCommand = "Every command"

    private struct Group: Sendable {
        let title: String
        let arguments: [Argument]

        /// - Parameter names: of the options that are meant; nil for all.
        init(_ title: String, _ options: any ParsableArguments.Type..., named names: Set<String>? = nil) {
            self.title = title
            arguments = options.flatMap { CommandReference.arguments(of: $0) }
                .filter { names?.contains($0.preferredName?.text ?? "") ?? true }
        }
    }

    /// What commands share: a group that is part of another comes before it.
    private static let groups = [
        Group(everyCommand, GlobalOptions.self),
        Group(embeddedChain, NetworkOptions.self, named: NetworkOptions.embeddedOptions),
        Group("Network", NetworkOptions.self), Group("Wallet and password", WalletOptions.self, PasswordOptions.self),
        Group("Sending", TransactionOptions.self),
    ]
}

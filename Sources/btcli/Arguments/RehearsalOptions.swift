// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// Whether what is sent is tried first.
struct RehearsalOptions: ParsableArguments {
    enum Choice: EnumerableFlag {
        case rehearsed, unrehearsed

        static func name(for value: Choice) -> NameSpecification {
            switch value {
            case .rehearsed: .customLong("rehearse")
            case .unrehearsed: .customLong("no-rehearse")
            }
        }

        static func help(for value: Choice) -> ArgumentHelp? {
            switch value {
            case .rehearsed:
                "Try it on the chain's own rules first, here: what would become of it, what it would cost and change."
            case .unrehearsed: "Do not, whatever is configured."
            }
        }
    }

    @Flag var choice: Choice?

    func isWanted(_ console: Console) -> Bool {
        choice.map { $0 == .rehearsed } ?? (console.settings[.rehearse] == "always")
    }
}

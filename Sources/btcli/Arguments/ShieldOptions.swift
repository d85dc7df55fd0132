// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// Whether what is sent is encrypted until its block.
struct ShieldOptions: ParsableArguments {
    enum Choice: EnumerableFlag {
        case encrypted, open

        static func name(for value: Choice) -> NameSpecification {
            switch value {
            case .encrypted: .customLong("mev-shield")
            case .open: .customLong("no-mev-shield")
            }
        }

        static func help(for value: Choice) -> ArgumentHelp? {
            switch value {
            case .encrypted:
                "Encrypt it until its block, for a second fee. (default: only what trades stake, where the chain takes it)"
            case .open: "Send it openly: whoever sees it can trade ahead of it."
            }
        }
    }

    @Flag var choice: Choice?

    /// What was asked for; a setting wishes, and an option demands.
    func shielding(_ console: Console) -> Shielding {
        switch choice {
        case .encrypted: .always
        case .open: .never
        case nil: console.settings.flag(.mevShield) == false ? .never : .usual
        }
    }
}

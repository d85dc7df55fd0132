// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// Whether the node is believed.
enum VerificationChoice: EnumerableFlag {
    case verified, believed

    static func name(for value: VerificationChoice) -> NameSpecification {
        switch value {
        case .verified: .customLong("verify-reads")
        case .believed: .customLong("no-verify-reads")
        }
    }

    static func help(for value: VerificationChoice) -> ArgumentHelp? {
        switch value {
        case .verified:
            ArgumentHelp(
                "Have the node prove what it says of the chain's state, and run runtime calls here.",
                discussion: """
                    Values, lists of keys and blocks' extrinsics must be those that the block's header binds; what the runtime answers \
                    is computed here, from such values. A node that lies is refused. Which block is the newest, which are final, and \
                    that a header is one of the chain stay the node's word.
                    """)
        case .believed: "Believe the node, whatever is configured."
        }
    }

    /// How answers are verified; nil where the node is believed.
    static func verification(_ choice: VerificationChoice?, _ console: Console) -> ReadVerification? {
        let isWanted = choice.map { $0 == .verified } ?? (console.settings[.verifyReads] == "always")
        return isWanted ? ReadVerification(codes: CodeFiles(console.environment)) : nil
    }
}

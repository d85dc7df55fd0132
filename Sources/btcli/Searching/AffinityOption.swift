// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork

/// The option that binds threads to processors.
struct AffinityOption: ParsableArguments {
    @Option(
        name: .customLong("affinity"),
        help: ArgumentHelp(
            """
            Processors to bind threads to: a list such as 0-3,8; cores for all, distinct cores first; none; auto binds \
            when there is a thread for every processor. (default: auto)
            """, valueName: "list"),
        transform: ThreadPlacement.init(parsing:))
    var placement = ThreadPlacement.automatic
}

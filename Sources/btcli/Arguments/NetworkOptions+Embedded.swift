// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorLocalnet

extension NetworkOptions {
    /// The chain that runs for as long as the command takes.
    func embeddedConfiguration() throws(CLIError) -> LocalnetConfiguration {
        let given = [
            ("--fallback", !fallback.isEmpty), ("--archive-endpoints", !archiveEndpoints.isEmpty),
            ("--tls-ca", tlsAuthority != nil),
        ]
        for (option, isGiven) in given where isGiven {
            throw CLIError(.usage, "\(option) is about nodes, and --network embedded has none: leave it out")
        }
        var configuration = LocalnetConfiguration()
        if let rules { configuration.rules = rules }
        if let blockTime { configuration.blockTime = blockTime }
        if let difficulty {
            guard difficulty > 0 else { throw CLIError(.usage, "--difficulty is 0: it must be 1 or more") }
            configuration.difficulty = difficulty
        }
        return configuration
    }

    func refuseEmbeddedOptions() throws(CLIError) {
        let given = [
            ("--block-time", blockTime != nil), ("--rules", rules != nil),
            ("--difficulty", difficulty != nil),
        ]
        for (option, isGiven) in given where isGiven {
            throw CLIError(.usage, "\(option) belongs to --network embedded: leave it out, or add that")
        }
    }
}

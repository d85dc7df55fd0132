// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient

/// Metadata in a file: for machines without a network.
struct RecordedMetadata: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with the chain's metadata, as 'btcli tx metadata' writes it.",
            discussion: "By it the call is read, where the transaction brings no proof of what it does.",
            valueName: "file"))
    var metadata: String?

    /// - Throws: `notRead`, `unsupportedMetadata`.
    func read(_ console: Console) throws -> (path: String, metadata: RuntimeMetadata)? {
        try metadata.map { ($0, try InputFile($0, console).metadata()) }
    }
}

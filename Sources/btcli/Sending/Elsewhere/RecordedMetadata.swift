// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives

/// Metadata in a file: for machines without a network.
struct RecordedMetadata: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with the chain's metadata, as 'btcli tx metadata' writes it.",
            discussion: "By it the call is read, where the transaction brings no proof of what it does.",
            valueName: "file"))
    var metadata: String?

    /// Ten times what any runtime's takes.
    private static let mostBytes = 8 << 20

    /// - Throws: `notRead`, `unsupportedMetadata`.
    func read(_ console: Console) throws -> (path: String, metadata: RuntimeMetadata)? {
        guard let metadata else { return nil }
        let path = console.environment.expanded(metadata)
        let bytes: [UInt8]
        do {
            guard let found = try PrivateFile.read(path, atMost: Self.mostBytes) else {
                throw OutputFileError(.notRead, "there is no file \(excerpt(path, limit: 1024))")
            }
            bytes = found
        } catch let failure as PrivateFile.Failure {
            throw OutputFileError(.notRead, "cannot read \(excerpt(path, limit: 1024)): \(failure.reason)")
        }
        return (path, try RuntimeMetadata(bytes))
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The home folder of a tour: its wallet, its settings, its chain. Nobody else's is touched.
struct TourHome: Sendable {
    let path: String
    private let isKept: Bool

    /// - Parameter kept: a folder to keep, which must not be there yet; nil for one that is removed.
    init(keptIn kept: String?) throws(OutputFileError) {
        isKept = kept != nil
        let disk = FileManager.default
        let place = kept ?? disk.temporaryDirectory.appending(path: "btcli-tour-\(UUID().uuidString)").path
        path = URL(filePath: place, directoryHint: .isDirectory).path
        guard !disk.fileExists(atPath: path) else {
            throw OutputFileError(.notWritten, "\(excerpt(path)) is there: name a new folder for --keep")
        }
        do {
            try disk.createDirectory(
                atPath: "\(path)/.bittensor", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            // The tour itself says what comes next.
            try Data("hints: false\n".utf8).write(to: URL(filePath: "\(path)/.bittensor/config.yml"))
        } catch {
            throw OutputFileError(.notWritten, "cannot make the folder \(excerpt(path)): \(error.fileReason)")
        }
    }

    /// Where the chain is kept; nil for one that ends with the tour.
    var stateFile: String? { isKept ? "\(path)/chain" : nil }

    /// The environment of its commands: nothing of the user's own that has to do with wallets or networks.
    func environment(from own: Environment) -> Environment {
        var variables = own.variables.filter { !$0.key.hasPrefix("BT_") && !$0.key.hasPrefix("BTCLI_") }
        variables["HOME"] = path
        return Environment(variables)
    }

    /// Removes it, unless it is to be kept.
    func end() {
        if !isKept { try? FileManager.default.removeItem(atPath: path) }
    }
}

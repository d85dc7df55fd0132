// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet

/// Whether key files that are there may be replaced.
struct OverwriteOption: ParsableArguments {
    @Flag(
        name: [.long, .customLong("overwrite-coldkey"), .customLong("overwrite-hotkey")],
        help: "Replace key files that are there: their keys are lost.")
    var overwrite = false

    /// Whether files that are there may be replaced: asks for each, unless told beforehand.
    ///
    /// - Parameter otherwise: what else would do, such as another command.
    func mayReplace(
        _ files: [Keyfile], otherwise: String = "choose another name", on console: Console
    ) async throws -> Bool {
        if overwrite { return true }
        let present = files.filter(\.exists)
        if present.isEmpty { return false }
        guard console.canAsk else {
            throw WalletError(
                .keyfileExists,
                "\(present[0].path) is already there: \(otherwise), or add --overwrite to lose its key")
        }
        for file in present where try await !console.confirm("File \(file.path) already exists. Overwrite?") {
            throw WalletError(.keyfileExists, "\(file.path) is already there and stays as it is: \(otherwise)")
        }
        return true
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateKeys

/// The option that chooses a signature scheme.
struct KeySchemeOption: ParsableArguments {
    @Option(
        name: .customLong("crypto-type"),
        help: ArgumentHelp(
            "sr25519 (or 1), or ed25519 (or 0), which older wallets cannot read. (default: sr25519)", valueName: "type"),
        transform: Self.scheme)
    var given: KeyScheme?

    /// The scheme that was given, or else the one of all older wallets.
    var chosen: KeyScheme { given ?? .sr25519 }

    private static func scheme(_ text: String) throws -> KeyScheme {
        guard let scheme = KeyScheme.allCases.first(where: { [$0.description, String($0.rawValue)].contains(text) })
        else {
            throw CLIError(.usage, "a crypto type is sr25519 (or 1) or ed25519 (or 0), not '\(text)'")
        }
        return scheme
    }
}

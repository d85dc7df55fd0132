// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// The network that is forked: as ``NetworkOptions``, without those of an embedded chain, which is nobody's network.
struct UpstreamOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The network to fork: local, finney, test, archive, or the ws:// or wss:// address of a node.",
            valueName: "name|url"))
    var network: String?

    @Option(
        help: ArgumentHelp(
            "Another node of the same chain, for when the first does not answer; may be repeated, or none.",
            valueName: "url"))
    var fallback: [String] = []

    @Option(
        name: .customLong("tls-ca"),
        help: ArgumentHelp("A file of certificate authorities to believe besides the usual ones.", valueName: "file"))
    var tlsAuthority: String?

    @Option(
        help: ArgumentHelp(
            "How long a connection is tried for, at first and when it was lost, before giving up. (default: 120 for a lost one)",
            valueName: "seconds"),
        transform: { try Seconds.parse($0, in: 0...86_400) })
    var retryTime: Duration?

    @Flag var verification: VerificationChoice?

    /// The same, to connect by.
    func connecting() throws -> NetworkOptions {
        let patience = retryTime.map { "\($0 / .seconds(1))" }
        let given = [("--network", network), ("--tls-ca", tlsAuthority), ("--retry-time", patience)]
        let single = given.flatMap { name, value in value.map { [name, $0] } ?? [] }
        let verification = verification.map { $0 == .verified ? ["--verify-reads"] : ["--no-verify-reads"] } ?? []
        return try NetworkOptions.parse(single + verification + fallback.flatMap { ["--fallback", $0] })
    }
}

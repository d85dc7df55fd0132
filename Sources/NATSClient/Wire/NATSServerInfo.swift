// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC

/// What a server says of itself before anything else.
struct NATSServerInfo: Hashable, Sendable {
    /// As the server writes it, such as `2.9.10`.
    let version: String
    /// The most bytes, headers and payload together, that it takes in one message.
    let maxPayload: Int
    let hasHeaders: Bool
    let hasJetStream: Bool
    let requiresTLS: Bool
    let offersTLS: Bool
    let requiresAuthentication: Bool
    /// What an nkey has to sign.
    let nonce: String?

    /// Far beyond the server's own limit of 64 MiB nobody means it.
    static let largestPayload = 64 << 20

    /// What the JSON behind `INFO` says; nil where it is none of a server.
    init?(json bytes: some Sequence<UInt8>) {
        let limits = JSONLimits(maxDepth: 8, maxBytes: NATSParser.longestInfo, maxValues: 4096)
        guard let document = try? JSONValue(parsing: bytes, limits: limits), case .object = document,
            let version = document["version"]?.string, let maxPayload = document["max_payload"]?.int, maxPayload > 0
        else { return nil }
        func flag(_ name: String) -> Bool { document[name]?.bool ?? false }
        self.version = version
        self.maxPayload = min(maxPayload, Self.largestPayload)
        hasHeaders = flag("headers")
        hasJetStream = flag("jetstream")
        requiresTLS = flag("tls_required")
        offersTLS = flag("tls_available")
        requiresAuthentication = flag("auth_required")
        nonce = document["nonce"]?.string
    }

    /// Whether the server can do what this client asks of it: direct reads of a bucket came with 2.9.
    var isRecentEnough: Bool {
        let numbers = version.split(separator: ".").map { Int($0.prefix { $0.isASCII && $0.isNumber }) }
        guard hasHeaders, numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return false }
        return (major, minor) >= (2, 9)
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys
public import SubstratePrimitives

/// `btauth/1`: any HTTP request, signed by a hotkey in a few headers. SDK 11 has it instead of synapses.
public enum BTAuth {
    static let version = "1"

    /// The names of the headers.
    public enum Header: String, CaseIterable, Sendable {
        case version = "X-Bittensor-Version"
        case hotkey = "X-Bittensor-Hotkey"
        case nonce = "X-Bittensor-Nonce"
        case signature = "X-Bittensor-Signature"
        /// Absent when anybody may take the request.
        case receiver = "X-Bittensor-Receiver"
        /// Absent for sr25519.
        case scheme = "X-Bittensor-Crypto"
    }

    /// What is signed: eight lines.
    ///
    /// - Parameter path: With the query, as it stands in the request.
    public static func payload(
        scheme: KeyScheme, method: String, path: String, body: [UInt8], nonce: Int64, sender: AccountID,
        receiver: AccountID?
    ) -> String {
        [
            "btauth/1", scheme.description, method.uppercased(), path, Hashing.sha256(body).hexDigits, String(nonce),
            sender.ss58(), receiver?.ss58() ?? "-",
        ].joined(separator: "\n")
    }
}

/// Signs requests by `btauth/1`.
public struct BTAuthSigner: Sendable {
    private let key: KeyPair
    private let clock: WallClock
    private let nonces = RisingNonces()

    public init(_ key: KeyPair, clock: WallClock = .system) {
        self.key = key
        self.clock = clock
    }

    /// The headers that make a request the sender's own. Sign just before sending: the request is good for ten seconds.
    ///
    /// - Parameter receiver: The hotkey of the server. Servers normally refuse requests without one.
    public func headers(
        method: String, path: String, body: [UInt8], receiver: AccountID?
    ) -> [(name: String, value: String)] {
        let nonce = nonces.next(clock.now())
        let payload = BTAuth.payload(
            scheme: key.scheme, method: method, path: path, body: body, nonce: nonce, sender: key.accountID,
            receiver: receiver)
        var headers: [(BTAuth.Header, String)] = [
            (.version, BTAuth.version), (.hotkey, key.accountID.ss58()), (.nonce, String(nonce)),
            (.signature, key.sign(Array(payload.utf8)).hex),
        ]
        if let receiver { headers.append((.receiver, receiver.ss58())) }
        if key.scheme != .sr25519 { headers.append((.scheme, key.scheme.description)) }
        return headers.map { ($0.rawValue, $1) }
    }
}

// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
public import SubstratePrimitives

/// Checks requests signed by `btauth/1`. It remembers what it accepted, in a fixed amount of memory.
public struct BTAuthVerifier: Sendable {
    /// Who sent a request, proven.
    public struct Sender: Hashable, Sendable {
        public let hotkey: AccountID
        /// Nanoseconds since 1970.
        public let nonce: Int64
    }

    /// How old a request may be.
    public static let allowedAge: Duration = .seconds(10)
    /// How far ahead of this machine's clock the sender's may be.
    public static let allowedLead: Duration = .seconds(2)

    private let hotkey: AccountID
    private let requiresReceiver: Bool
    private let clock: WallClock
    private let ledger: NonceLedger

    /// A verifier for the server with this hotkey.
    ///
    /// - Parameters:
    ///   - requiresReceiver: Whether a request must name this server. Without that a captured request works elsewhere.
    ///   - capacity: How many requests are remembered. When there are more within the window, the oldest are forgotten
    ///     and requests as old as those are refused.
    ///   - nonceFile: Where they are kept across restarts.
    public init(
        hotkey: AccountID, requiresReceiver: Bool = true, capacity: Int = 65_536, nonceFile: String? = nil,
        clock: WallClock = .system
    ) throws(NetworkingError) {
        guard capacity >= 2 else {
            throw NetworkingError(.invalidConfiguration, "a verifier remembers at least 2 requests")
        }
        self.hotkey = hotkey
        self.requiresReceiver = requiresReceiver
        self.clock = clock
        ledger = try NonceLedger(
            capacity: capacity, file: nonceFile.map(NonceFile.init(path:)), now: clock.now(), lead: Self.allowedLead)
    }

    /// The sender of a request.
    ///
    /// - Parameters:
    ///   - path: With the query, as it stands in the request.
    ///   - header: The value of a header by its name, in any case.
    public func verify(
        method: String, path: String, body: [UInt8], header: (String) -> String?
    ) throws(BTAuthError) -> Sender {
        try prove(try claim(header), method: method, path: path, body: body)
    }

    /// What the headers of a request claim.
    struct Claim {
        let scheme: KeyScheme
        let sender: AccountID
        let receiver: AccountID?
        let nonce: Int64
        let signature: Signature
    }

    /// Checks all that needs no body: shape, receiver and time.
    func claim(_ header: (String) -> String?) throws(BTAuthError) -> Claim {
        func value(_ name: BTAuth.Header) -> String? { header(name.rawValue) }
        guard value(.version) == BTAuth.version, let address = value(.hotkey),
            let sender = try? AccountID(ss58: address),
            let nonce = value(.nonce).flatMap(Int64.init), let hex = value(.signature)
        else { throw .malformed }
        let scheme: KeyScheme
        switch value(.scheme) {
        case nil, "sr25519"?: scheme = .sr25519
        case "ed25519"?: scheme = .ed25519
        default: throw .malformed
        }
        guard let signature = try? Signature(hex: hex, scheme: scheme) else { throw .malformed }
        let receiver = try receiver(value(.receiver))
        let now = clock.now()
        guard nonce >= now.subtractingClamped(Self.allowedAge.nanoseconds),
            nonce <= now.addingClamped(Self.allowedLead.nanoseconds)
        else { throw .stale }
        return Claim(scheme: scheme, sender: sender, receiver: receiver, nonce: nonce, signature: signature)
    }

    /// Checks the signature, and uses up the nonce.
    func prove(_ claim: Claim, method: String, path: String, body: [UInt8]) throws(BTAuthError) -> Sender {
        let payload = BTAuth.payload(
            scheme: claim.scheme, method: method, path: path, body: body, nonce: claim.nonce, sender: claim.sender,
            receiver: claim.receiver)
        guard claim.signature.isValid(for: Array(payload.utf8), by: claim.sender) else { throw .badSignature }
        try remember(claim.sender, claim.nonce)
        return Sender(hotkey: claim.sender, nonce: claim.nonce)
    }

    private func receiver(_ text: String?) throws(BTAuthError) -> AccountID? {
        guard let text else {
            if requiresReceiver { throw .wrongReceiver }
            return nil
        }
        guard let receiver = try? AccountID(ss58: text), receiver == hotkey else { throw .wrongReceiver }
        return receiver
    }

    private func remember(_ sender: AccountID, _ nonce: Int64) throws(BTAuthError) {
        // Every request is an entry of its own: senders may send in any order.
        let key = NonceLedger.Caller(hotkey: sender, uuid: String(nonce))
        let verdict: NonceLedger.Verdict
        do throws(NetworkingError) {
            verdict = try ledger.accept(key, nonce, .wall, now: clock.now())
        } catch {
            throw .unavailable
        }
        switch verdict {
        case .fresh: break
        case .early: throw .stale
        case .used, .full: throw .replayed
        }
    }
}

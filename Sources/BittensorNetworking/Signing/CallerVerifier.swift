// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

/// Judges signatures and nonces.
struct CallerVerifier: Sendable {
    let hotkey: AccountID
    let address: String
    let policy: NoncePolicy
    let ledger: NonceLedger
    let clock: WallClock

    init(hotkey: AccountID, policy: NoncePolicy, ledger: NonceLedger, clock: WallClock) {
        self.hotkey = hotkey
        self.address = hotkey.ss58()
        self.policy = policy
        self.ledger = ledger
        self.clock = clock
    }

    /// A caller whose signature holds, with what it takes to use up the nonce.
    struct Proof: Sendable {
        let hotkey: AccountID
        let key: NonceLedger.Caller
        let nonce: Int64
        let kind: NonceLedger.Kind
    }

    /// Checks everything and changes nothing; `accept` uses up the nonce.
    func verify(_ headers: SynapseHeaders) throws(CallRefusal) -> Proof {
        let claims = headers.dendrite
        guard let address = claims.hotkey else {
            throw .notVerified("No SS58 formatted address or public key provided.", .hotkey)
        }
        guard let hotkey = try? AccountID(ss58: address) else { throw .notVerified("Invalid SS58 address", .hotkey) }
        guard let nonce = claims.nonce else { throw .notVerified("Missing Nonce", .nonce) }
        guard let signature = claims.signature, !signature.isEmpty else {
            throw .notVerified("Missing Signature", .signature)
        }
        let key = NonceLedger.Caller(hotkey: hotkey, uuid: claims.uuid)
        let kind = kind(claims)
        if kind == .wall { try checkWindow(nonce, timeout: headers.timeout) }
        try checkLedger(ledger.check(key, nonce, kind, now: clock.now()))
        let text = SynapseSignature.requestText(
            nonce: nonce, caller: address, axon: self.address, uuid: claims.uuid, bodyHash: headers.computedBodyHash)
        guard SynapseSignature.isValid(signature, of: text, by: hotkey) else {
            throw .notVerified("Signature mismatch", .signature)
        }
        return Proof(hotkey: hotkey, key: key, nonce: nonce, kind: kind)
    }

    /// Uses up the nonce: of two requests with the same one, one gets through.
    func accept(_ proof: Proof) throws(CallRefusal) {
        let verdict: NonceLedger.Verdict
        do throws(NetworkingError) {
            verdict = try ledger.accept(proof.key, proof.nonce, proof.kind, now: clock.now())
        } catch {
            throw .failed(error.reason)
        }
        try checkLedger(verdict)
    }

    private func kind(_ claims: TerminalInfo) -> NonceLedger.Kind {
        guard policy.acceptsMonotonicNonces else { return .wall }
        return claims.version ?? 0 < SDKVersion.wallClockNonces ? .monotonic : .wall
    }

    private func checkWindow(_ nonce: Int64, timeout: Double?) throws(CallRefusal) {
        let now = clock.now()
        let longest = policy.longestTimeout.inSeconds
        var extra = timeout ?? 0
        extra = extra.isNaN ? 0 : min(extra, longest)
        let allowed = policy.allowedAge.inSeconds + extra
        // Seconds as whole nanoseconds; the bounds keep the conversion in range.
        let age = Int64(max(-1e9, min(allowed, 1e9)) * 1e9)
        guard nonce > now.subtractingClamped(age) else {
            let old = Double(now.subtractingClamped(nonce)) / 1e9
            throw .notVerified(
                "Nonce is too old: acceptable delta is \(Self.hundredths(allowed)) seconds but request was "
                    + "\(Self.hundredths(old)) seconds old", .nonce)
        }
        guard nonce <= now.addingClamped(policy.allowedLead.nanoseconds) else {
            throw Self.early
        }
    }

    private static let early = CallRefusal.notVerified(
        "Nonce is from the future: set the clock of the caller or of the axon", .nonce)

    private func checkLedger(_ verdict: NonceLedger.Verdict) throws(CallRefusal) {
        switch verdict {
        case .fresh: break
        case .used: throw .notVerified("Nonce is too old, a newer one was last processed", .nonce)
        case .early: throw Self.early
        case .full: throw .busy("Too many callers with an old SDK")
        }
    }

    /// Python's `%.2f`.
    static func hundredths(_ value: Double) -> String {
        let hundredths = (value * 100).rounded(.toNearestOrEven)
        guard hundredths.magnitude < 1e17 else { return PythonText.float(value) }
        let whole = Int64(hundredths.magnitude)
        let fraction = String(whole % 100)
        return (value < 0 ? "-" : "") + "\(whole / 100)." + (fraction.count < 2 ? "0" : "") + fraction
    }
}

extension Int64 {
    func subtractingClamped(_ other: Int64) -> Int64 {
        let (value, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other > 0 ? .min : .max) : value
    }

    func addingClamped(_ other: Int64) -> Int64 {
        let (value, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : value
    }
}
